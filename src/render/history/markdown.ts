/** What was written from this machine, in GitHub Flavored Markdown. */
import type { RecordedChange } from "../../domain/run/recorded-change.ts";
import type { RunRecord } from "../../domain/run/run.ts";
import { safeText } from "../../domain/text/safe-text.ts";
import { inCode, markdownRows, subjectLine } from "../change/markdown.ts";
import { changeRow } from "../change/rows.ts";
import { recordFacts } from "../run/details.ts";
import { runSubject } from "../run/row.ts";
import { count } from "../text/count.ts";
import type { Fact } from "../text/facts.ts";
import type { Style } from "../text/style.ts";
import { changeCount, changeFacts } from "./details.ts";
import type { HistoryEntry } from "./entries.ts";
import type { Moment } from "./row.ts";
import { headings, historyRow } from "./table.ts";

/** In the order given. */
export function historyMarkdown(
  entries: readonly HistoryEntry[],
  style: Style,
  view: Moment,
): string {
  if (entries.length === 0) return "no changes\n";
  const names = headings.map((name) => `${name.slice(0, 1)}${name.slice(1).toLowerCase()}`);
  const rows = entries.map((entry) => historyRow(entry, style, view));
  return `${markdownRows(names, rows).join("\n")}\n`;
}

/** Below the last changes: how many came before, and how to see them. */
export function earlierMarkdown(earlier: number): string {
  if (earlier === 0) return "";
  return `\nand ${count(earlier, "earlier change")}; all of them: ${inCode("-o ndjson")}\n`;
}

export function changeMarkdown(change: RecordedChange, style: Style, view: Moment): string {
  const { changes, name } = change;
  const rows = changes.map((one) => changeRow(one, false, style));
  return linesOf([
    `**${subjectLine({ ...change, title: name })}**: ${changeCount(change)}`,
    ...(rows.length === 0 ? [] : ["", ...markdownRows(["Field", "Before", "After"], rows)]),
    "",
    ...factList(changeFacts(change, view)),
  ]);
}

export function runRecordMarkdown(run: RunRecord, style: Style, view: Moment): string {
  return linesOf([
    `**${inCode(runSubject(run, style))}**`,
    "",
    ...factList(recordFacts(run, view)),
  ]);
}

/** A fact without a name stands below the one that it goes on with. */
function factList(facts: readonly Fact[]): readonly string[] {
  return facts.flatMap(([name, value]) => {
    if (value === undefined) return [];
    const shown = inCode(safeText(value));
    return [name === "" ? `  - ${shown}` : `- ${name}: ${shown}`];
  });
}

function linesOf(lines: readonly string[]): string {
  return `${lines.join("\n")}\n`;
}
