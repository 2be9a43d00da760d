import type { UpdateOutcome } from "../../domain/change.ts";
import { isApplied } from "../../domain/run/recorded-change.ts";
import { safeText } from "../../domain/text/safe-text.ts";
import { count } from "../text/count.ts";
import type { Style } from "../text/style.ts";

/** The last line: how it ended, in words. */
export function verdict(outcome: UpdateOutcome, style: Style): string {
  return [outcome.outcome, ...remarks(outcome)].join(` ${style.signs.dot} `);
}

/** How to take it back; undefined where there is nothing to. */
export function undoRemark(outcome: UpdateOutcome, undo: string | undefined): string | undefined {
  return undo !== undefined && isApplied(outcome.outcome) ? `undo with: ${undo}` : undefined;
}

function remarks(outcome: UpdateOutcome): readonly string[] {
  switch (outcome.outcome) {
    case "updated":
    case "created":
      return updatedRemarks(outcome);
    case "planned":
    case "declined":
      return ["nothing was sent"];
    case "unchanged":
      return [outcome.creates === true ? "there already, and left as it is" : "already as asked"];
    case "unknown":
      return [
        outcome.creates === true
          ? "it was sent; whether the customer was made could not be established"
          : "the change was sent; whether it was stored could not be established",
      ];
    case "failed":
      return [differing(outcome) === 0 ? failedRemark(outcome) : storedDifferently(outcome)];
  }
}

const proofs = {
  unchanged: "reading again showed the customer unchanged",
  absent: "looking again showed no such customer",
  "locked-out": "the credential was refused, so nobody could look",
  "not-looked": "refused, and nobody looked again",
  "not-read": "refused, and the customer could not be read again",
  "not-seen": "not stored so far",
  "not-readable": "refused, and what was sent is in no answer",
  moved: "refused, and others changed it meanwhile",
  preparing: "the change was not sent; what prepares it may be stored",
} as const satisfies Readonly<Record<NonNullable<UpdateOutcome["proof"]>, string>>;

function failedRemark(outcome: UpdateOutcome): string {
  const { proof, beside = [] } = outcome;
  const isCertain = proof === undefined || proof === "unchanged";
  if (beside.length > 0 && isCertain) {
    return `${beside.map(({ field }) => safeText(field)).join(", ")} changed, and nothing else`;
  }
  if (proof !== undefined) return proofs[proof];
  return outcome.creates === true ? "no customer was made" : "nothing was changed";
}

function updatedRemarks(outcome: UpdateOutcome): readonly string[] {
  if (!outcome.verified) return ["sent", "not verified"];
  const blind = outcome.changes.filter(({ unreadable }) => unreadable).length;
  const read = outcome.changes.length - blind;
  return [
    ...(differing(outcome) > 0 ? [storedDifferently(outcome)] : []),
    ...(differing(outcome) === 0 && read > 0 ? [`stored as sent, ${known(outcome)}`] : []),
    ...(blind > 0 ? [`${count(blind, "field")} sent, not verifiable`] : []),
  ];
}

/** How it is known. */
function known({ verifiedBy }: UpdateOutcome): string {
  return verifiedBy === "reading" ? "seen by reading" : "says the answer";
}

function differing({ changes }: UpdateOutcome): number {
  return changes.filter(({ stored }) => stored !== undefined).length;
}

function storedDifferently(outcome: UpdateOutcome): string {
  return `${count(differing(outcome), "field")} stored differently`;
}
