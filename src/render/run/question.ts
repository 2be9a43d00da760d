/** The one question before many customers are changed. */
import type { RunTally } from "../../domain/run/run-tally.ts";
import { safeText } from "../../domain/text/safe-text.ts";
import { count } from "../text/count.ts";
import { wrapBehind, wrapText } from "../text/layout.ts";
import type { Style } from "../text/style.ts";
import { thousands } from "../text/thousands.ts";

/** What a row of a run is to people before it is sent. */
export type WriteNoun = "update" | "creation" | "write";

/**
 * How many rows would be changed, how many of them need care and why, then the question, which ends without a
 * line end. No line of it is wider than the style's columns, except the question.
 *
 * @param tally of the planned rows
 * @param noun what each of them is
 * @param said of the input, besides
 */
export function runQuestion(
  tally: RunTally,
  noun: WriteNoun,
  style: Style,
  said: readonly string[] = [],
): string {
  const { counts, destructive, reasons } = tally;
  const planned = counts.planned ?? 0;
  const why = Object.entries(reasons).toSorted(([, left], [, right]) => right - left);
  const [only, ...others] = why;
  const plainly =
    only !== undefined && others.length === 0 ? withoutS(only[0], destructive) : undefined;
  const care =
    destructive === 0
      ? ""
      : plainly === undefined
        ? `, ${thousands(destructive)} of them ${destructive === 1 ? "needs" : "need"} care:`
        : `, ${thousands(destructive)} of them ${plainly}`;
  const failed = counts.failed ?? 0;
  const lines = [
    ...wrapText(`${count(planned, noun)}${byProvider(tally)}${safeText(care)}`, style.columns).map(
      (line) => style.bold(style.isolate(line)),
    ),
    ...(plainly === undefined ? why : []).flatMap(([reason, number]) =>
      reasonLines(reason, number, style),
    ),
    ...said.flatMap((text) =>
      wrapBehind("  ! ", safeText(text), style.columns, style.isolate).map((line) =>
        style.warning(line),
      ),
    ),
    ...(failed === 0
      ? []
      : wrapText(
          `${count(failed, "row")} could not be planned: nothing is changed there`,
          style.columns,
        )),
  ];
  const question = planned === 1 ? "Carry it out?" : "Carry them out?";
  return `${lines.join("\n")}\n${question} [y/N] `;
}

/** `  ! 2 remove data`; a reason that is a sentence of its own stands behind a colon. */
function reasonLines(reason: string, number: number, style: Style): readonly string[] {
  const predicate = withoutS(reason, number);
  const text =
    predicate === undefined
      ? `${thousands(number)}: ${reason}`
      : `${thousands(number)} ${predicate}`;
  return wrapBehind("  ! ", safeText(text), style.columns, style.isolate).map((line) =>
    style.warning(line),
  );
}

/** `removes data` of one, `remove data` of several; undefined where the reason does not begin with such a verb. */
function withoutS(reason: string, number: number): string | undefined {
  const verb = /^(?<verb>remove|replace|take)s /u.exec(reason)?.groups?.["verb"];
  if (verb === undefined) return undefined;
  return number === 1 ? reason : `${verb}${reason.slice(verb.length + 1)}`;
}

/** ` (fjord 30, lake 12)`, where there are several providers. */
function byProvider({ byProvider }: RunTally): string {
  const planned = Object.entries(byProvider).filter(([, counts]) => (counts.planned ?? 0) > 0);
  if (planned.length < 2) return "";
  const parts = planned.map(
    ([provider, counts]) => `${safeText(provider)} ${thousands(counts.planned ?? 0)}`,
  );
  return ` (${parts.join(", ")})`;
}
