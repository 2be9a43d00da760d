/** What a run over many customers came to, for a pull request or a ticket, in GitHub Flavored Markdown. */
import type { RowResult } from "../../domain/run.ts";
import { safeText } from "../../domain/text/safe-text.ts";
import { changeRow } from "../change/rows.ts";
import { count } from "../text/count.ts";
import { textOf } from "../text/layout.ts";
import { inCode, tableLine } from "../change/markdown.ts";
import {
  customerOf,
  destroyedFields,
  ending,
  errorWords,
  failureSymbol,
  failureTotals,
  fieldCounts,
  headline,
  providerTable,
  type RunSummary,
} from "./facts.ts";
import { createStyle } from "../text/style.ts";
import { thousands } from "../text/thousands.ts";

const style = createStyle({ colour: false, columns: undefined });

/** Ends with a line end. No text from elsewhere can end its cell, mention somebody or become markup. */
export function runMarkdown(summary: RunSummary): string {
  const { tally, outcome, files, undo, resume } = summary;
  const { shown, more } = fieldCounts(summary);
  const fields = [
    ...shown.map(({ text }) => code(text)),
    ...(more > 0 ? [`and ${thousands(more)} more`] : []),
  ];
  const failures = failureTotals(summary);
  const planned = outcome === "planned" || outcome === "declined";
  const end = ending(summary);
  const pointers: readonly (readonly [string, string | undefined])[] = [
    ["results", files.results],
    ["failed rows, ready to run again", files.failed],
    ["journal", files.journal],
    ["undo with", undo],
    ["resume with", resume],
  ];
  const blocks: readonly (readonly string[])[] = [
    [`**${headline(summary).map(code).join(" · ")}**`],
    providerRows(summary),
    fields.length === 0 ? [] : [fields.join(" · ")],
    ...(planned && tally.destructive > 0
      ? listing(
          `${count(tally.destructive, "row")} to be confirmed:`,
          tally.destroying.map((row) => rowLine("!", row, destroyedFields(row).join("; "))),
          tally.destructive,
        )
      : []),
    ...(outcome === "planned" ? tally.sample.flatMap(sampleBlocks) : []),
    ...(failures.total > 0
      ? listing(
          failures.kinds === "" ? "First failures:" : `First failures (${code(failures.kinds)}):`,
          tally.failures.map((row) => rowLine(failureSymbol(row), row, errorWords(row))),
          failures.total,
        )
      : []),
    end.length === 0 ? [] : [end.join(" · ")],
    pointers.flatMap(([name, value]) => (value === undefined ? [] : [`- ${name}: ${code(value)}`])),
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

function code(text: string): string {
  return inCode(safeText(text));
}

function providerRows(summary: RunSummary): readonly string[] {
  const { outcomes, rows } = providerTable(summary);
  if (rows.length === 0) return [];
  return [
    tableLine(["Provider", ...outcomes]),
    tableLine(["---", ...outcomes.map(() => "---:")]),
    ...rows.map(({ provider, counts }) =>
      tableLine([code(provider), ...outcomes.map((outcome) => thousands(counts[outcome] ?? 0))]),
    ),
  ];
}

/** A title, a table of rows, and how many are not in it. */
function listing(title: string, rows: readonly string[], total: number) {
  const more = total - rows.length;
  return [
    [title],
    [tableLine(["", "Row", "Customer", ""]), tableLine(["---", "---:", "---", "---"]), ...rows],
    more > 0 ? [`and ${thousands(more)} more`] : [],
  ];
}

function rowLine(symbol: string, result: RowResult, remark: string): string {
  const customer = code(customerOf(result));
  return tableLine([inCode(symbol), thousands(result.row), customer, code(remark)]);
}

function sampleBlocks(result: RowResult): readonly (readonly string[])[] {
  const rows = result.changes.map((change) => changeRow(change, false, style));
  return [
    [`Row ${thousands(result.row)}: ${code(customerOf(result))}`],
    [
      tableLine(["", "Field", "Before", "After"]),
      tableLine(["---", "---", "---", "---"]),
      ...rows.map(({ symbol, cells }) =>
        tableLine([inCode(symbol), ...cells.map(({ spans }) => inCode(textOf(spans)))]),
      ),
    ],
  ];
}
