/** What changes, for a pull request or a ticket: a table in GitHub Flavored Markdown. */
import type { UpdateOutcome } from "../../domain/change.ts";
import type { KnownAccount } from "../../domain/documents/known-account.ts";
import { accountWords } from "./account-line.ts";
import type { TableOptions } from "./table.ts";
import { changeRow, lossWords, storedDiffers, unchangedRow } from "./rows.ts";
import type { Cell, TableRow } from "../text/columns.ts";
import { type Subject, subjectOf } from "./heading.ts";
import { textOf } from "../text/layout.ts";
import { safeText } from "../../domain/text/safe-text.ts";
import { createStyle } from "../text/style.ts";
import { undoRemark, verdict } from "./verdict.ts";

const style = createStyle({ colour: false, columns: undefined });

/** Ends with a line end. No value can end its cell, mention somebody or become markup. */
export function markdownTable(outcome: UpdateOutcome, options: TableOptions = {}): string {
  const withStored = storedDiffers(outcome);
  const { moved } = outcome;
  const rows = [
    ...outcome.changes.map((change) => changeRow(change, withStored, style)),
    ...(options.showUnchanged === true
      ? outcome.unchanged.map((field) => unchangedRow(field, withStored, style))
      : []),
  ];
  const headings = ["Field", "Before", "After", ...(withStored ? ["Stored"] : [])];
  const tableOf = (of: readonly TableRow[]) => [...markdownRows(headings, of), ""];
  const since =
    moved === undefined
      ? []
      : [
          "Changed since it was planned:",
          "",
          ...tableOf(moved.map((change) => changeRow(change, withStored, style))),
          "To be changed:",
          "",
        ];
  const { mayBeLost = [], beside = [] } = outcome;
  const warnings = [
    ...mayBeLost.map((member) => `- ! ${inCode(safeText(lossWords(member)))}`),
    ...outcome.warnings.map(
      ({ code, message }) => `- ${inCode(safeText(code))}: ${inCode(safeText(message))}`,
    ),
  ];
  const lines = [
    `**${subjectLine(subjectOf(outcome))}**`,
    "",
    ...accountBlock(outcome.account),
    ...since,
    ...(rows.length === 0 ? [] : tableOf(rows)),
    ...(beside.length === 0
      ? []
      : [
          "Changed beside:",
          "",
          ...tableOf(beside.map((change) => changeRow(change, withStored, style))),
        ]),
    ...warnings,
    ...(warnings.length === 0 ? [] : [""]),
    verdict(outcome, style),
    ...undoBlock(outcome, options.undo),
  ];
  return `${lines.join("\n")}\n`;
}

/** An empty line, and the command that takes it back, where there is one. */
function undoBlock(outcome: UpdateOutcome, undo: string | undefined): readonly string[] {
  return undo === undefined || undoRemark(outcome, undo) === undefined
    ? []
    : ["", `- undo with: ${inCode(safeText(undo))}`];
}

/** Rows under headings, a sign before each and its notes behind. */
export function markdownRows(
  headings: readonly string[],
  rows: readonly TableRow[],
): readonly string[] {
  const all = ["", ...headings, ""];
  return [tableLine(all), tableLine(all.map(() => "---")), ...rows.map(rowLine)];
}

/** Provider, id and title, between dots. */
export function subjectLine({ provider, id, title }: Subject): string {
  const parts = [provider, id, title].filter((part) => part !== "");
  return parts.map((part) => inCode(safeText(part))).join(" · ");
}

/** A line of its own, and one that is empty. */
export function accountBlock(account: KnownAccount): readonly string[] {
  const line = accountMarkdown(account);
  return line === "" ? [] : [`Account: ${line}`, ""];
}

/** What is known of the account, in code; empty where nothing is. */
export function accountMarkdown(account: KnownAccount): string {
  const words = accountWords(account);
  const isLive = account.mode === "live";
  return words
    .map((word, at) => (isLive && at + 1 === words.length ? "**live**" : inCode(word)))
    .join(" · ");
}

function rowLine({ symbol, cells, notes }: TableRow): string {
  const remark = notes.map(cellText).join(" ");
  return tableLine([symbol === "" ? "" : inCode(symbol), ...cells.map(cellText), remark]);
}

function cellText({ spans }: Cell): string {
  return inCode(textOf(spans));
}

/** A row of a table; no cell may hold a bare `|`. */
export function tableLine(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

/** A code span: fenced by more backticks than the text has in a row, and no bar that would end the cell. */
export function inCode(text: string): string {
  if (text === "") return "";
  const longest = Math.max(0, ...Array.from(text.matchAll(/`+/gu), ([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  const edge = /^[` ]|[` ]$/u.test(text) ? " " : "";
  return `${fence}${edge}${text.replaceAll("|", String.raw`\|`)}${edge}${fence}`;
}
