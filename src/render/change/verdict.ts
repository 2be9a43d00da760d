import type { UpdateOutcome } from "../../domain/change.ts";
import { count } from "../text/count.ts";
import type { Style } from "../text/style.ts";

/** The last line: how it ended, in words. */
export function verdict(outcome: UpdateOutcome, style: Style): string {
  return [outcome.outcome, ...remarks(outcome)].join(` ${style.signs.dot} `);
}

/** How to take it back; undefined where there is nothing to. */
export function undoRemark(outcome: UpdateOutcome, undo: string | undefined): string | undefined {
  return undo !== undefined && outcome.outcome === "updated" ? `undo with: ${undo}` : undefined;
}

function remarks(outcome: UpdateOutcome): readonly string[] {
  switch (outcome.outcome) {
    case "updated":
      return updatedRemarks(outcome);
    case "planned":
    case "declined":
      return ["nothing was sent"];
    case "unchanged":
      return ["already as asked"];
    case "unknown":
      return ["the change was sent; whether it was stored could not be established"];
    case "failed":
      return [differing(outcome) === 0 ? "nothing was changed" : storedDifferently(outcome)];
  }
}

function updatedRemarks(outcome: UpdateOutcome): readonly string[] {
  if (!outcome.verified) return ["sent", "not verified"];
  const blind = outcome.changes.filter(({ unreadable }) => unreadable).length;
  const read = outcome.changes.length - blind;
  return [
    ...(differing(outcome) > 0 ? [storedDifferently(outcome)] : []),
    ...(differing(outcome) === 0 && read > 0 ? ["stored as sent"] : []),
    ...(blind > 0 ? [`${count(blind, "field")} sent, not verifiable`] : []),
  ];
}

function differing({ changes }: UpdateOutcome): number {
  return changes.filter(({ stored }) => stored !== undefined).length;
}

function storedDifferently(outcome: UpdateOutcome): string {
  return `${count(differing(outcome), "field")} stored differently`;
}
