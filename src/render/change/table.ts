/** What changes, as people read it: a table before and after, or a stack of changes on a narrow terminal. */
import { stripVTControlCharacters } from "node:util";

import type { UpdateOutcome } from "../../domain/change.ts";
import { accountLines } from "./account-line.ts";
import { changeRow, lossWords, storedDiffers, unchangedRow } from "./rows.ts";
import { stackChange, stackUnchanged } from "./stack.ts";
import { layOut, leastTableColumns } from "../text/columns.ts";
import { changeLines } from "./lines.ts";
import { count } from "../text/count.ts";
import { heading, subjectOf } from "./heading.ts";
import { wrapBehind, wrapText } from "../text/layout.ts";
import { displayWidth, widest } from "../text/measure.ts";
import { safeText } from "../../domain/text/safe-text.ts";
import { spelled } from "../text/signs.ts";
import type { Style } from "../text/style.ts";
import { undoRemark, verdict } from "./verdict.ts";

export interface TableOptions {
  readonly showUnchanged?: boolean;
  /** It is shown before it is sent, which is asked about or happens at once: how it ends is not known yet. */
  readonly ahead?: "asked" | "sent";
  /** The command that takes the change back. */
  readonly undo?: string;
}

/** Ends with a line end; no line is wider than the style's columns, but for the command that undoes it. */
export function changeTable(
  outcome: UpdateOutcome,
  style: Style,
  options: TableOptions = {},
): string {
  const showUnchanged = options.showUnchanged ?? false;
  const draw = style.columns < leastTableColumns ? stackedBody : tableBody;
  const { moved } = outcome;
  const body =
    moved === undefined
      ? draw(outcome, showUnchanged, style)
      : [
          "  changed since:",
          ...draw({ ...outcome, changes: moved }, false, style),
          outcome.outcome === "failed" ? "  would change:" : "  will change:",
          ...draw(outcome, showUnchanged, style),
        ];
  const total = outcome.changes.length;
  const lines = [
    ...heading(
      subjectOf(outcome),
      total === 0 ? "no changes" : count(total, "change"),
      widest(body, (line) => displayWidth(stripVTControlCharacters(line))),
      style,
    ),
    ...accountLines(outcome.account, style),
    ...body,
    ...lossLines(outcome.mayBeLost ?? [], style),
    ...besideLines(outcome, style),
    ...(showUnchanged ? [] : unchangedLine(outcome, style)),
    ...warningLines(outcome.warnings, style),
    ...(options.ahead === undefined ? verdictLines(outcome, style, options.undo) : []),
    ...(options.ahead === "sent" ? [style.bold(`planned ${style.signs.dot} sent now`)] : []),
  ];
  return `${lines.join("\n")}\n`;
}

function lossLines(members: readonly string[], style: Style): readonly string[] {
  return members.flatMap((member) =>
    wrapBehind("  ! ", safeText(lossWords(member)), style.columns, style.isolate).map((line) =>
      style.warning(line),
    ),
  );
}

/** What changed and was not named, below what was. */
function besideLines({ beside = [] }: UpdateOutcome, style: Style): readonly string[] {
  return beside.length === 0 ? [] : ["  changed beside:", ...changeLines(beside, style)];
}

/** `! code: message`, wrapped behind the mark. */
function warningLines(warnings: UpdateOutcome["warnings"], style: Style): readonly string[] {
  return warnings.flatMap(({ code, message }) =>
    wrapBehind(
      "! ",
      `${safeText(code)}: ${spelled(safeText(message), style)}`,
      style.columns,
      style.isolate,
    ).map((line) => style.warning(line)),
  );
}

function tableBody(outcome: UpdateOutcome, showUnchanged: boolean, style: Style) {
  const withStored = storedDiffers(outcome);
  const rows = [
    ...outcome.changes.map((change) => changeRow(change, withStored, style)),
    ...(showUnchanged
      ? outcome.unchanged.map((field) => unchangedRow(field, withStored, style))
      : []),
  ];
  if (rows.length === 0) return [];
  return layOut(["FIELD", "BEFORE", "AFTER", ...(withStored ? ["STORED"] : [])], rows, style);
}

function stackedBody(outcome: UpdateOutcome, showUnchanged: boolean, style: Style) {
  return [
    ...outcome.changes.flatMap((change) => stackChange(change, style)),
    ...(showUnchanged ? outcome.unchanged.flatMap((field) => stackUnchanged(field, style)) : []),
  ];
}

function unchangedLine({ unchanged }: UpdateOutcome, style: Style): readonly string[] {
  if (unchanged.length === 0) return [];
  const text = `${count(unchanged.length, "field")} unchanged`;
  return wrapBehind("    ", text, style.columns).map((line) => style.dim(line));
}

function verdictLines(
  outcome: UpdateOutcome,
  style: Style,
  undo: string | undefined,
): readonly string[] {
  const paint =
    outcome.outcome === "failed" || outcome.outcome === "unknown"
      ? style.error
      : storedDiffers(outcome)
        ? style.warning
        : style.bold;
  const words = verdict(outcome, style);
  const remark = undoRemark(outcome, undo);
  const both = remark === undefined ? words : `${words} ${style.signs.dot} ${remark}`;
  if (displayWidth(both) <= style.columns) return [paint(both)];
  const lines = wrapText(words, style.columns).map((line) => paint(line));
  // A command is copied: it is never broken.
  return remark === undefined ? lines : [...lines, remark];
}
