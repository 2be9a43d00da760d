/** What a run over many customers came to, for a pull request or a ticket, in GitHub Flavored Markdown. */
import type { RowResult } from "../../domain/run.ts";
import { safeText } from "../../domain/text/safe-text.ts";
import { changeRow } from "../change/rows.ts";
import { textOf } from "../text/layout.ts";
import { inCode, tableLine } from "../change/markdown.ts";
import {
  customerOf,
  destroyingRows,
  ending,
  failedRows,
  fieldCounts,
  headline,
  type Listing,
  pointers,
  providerTable,
  type RunSummary,
} from "./facts.ts";
import { createStyle } from "../text/style.ts";
import { thousands } from "../text/thousands.ts";

const style = createStyle({ colour: false, columns: undefined });

/** Ends with a line end. No text from elsewhere can end its cell, mention somebody or become markup. */
export function runMarkdown(summary: RunSummary): string {
  const { shown, more } = fieldCounts(summary);
  const fields = [...shown.map(({ text }) => code(text)), ...moreWords(more)];
  const end = ending(summary);
  const failed = { words: "First failures", most: Infinity, show: code };
  const blocks: readonly (readonly string[])[] = [
    [`**${headline(summary).map(code).join(" · ")}**`],
    providerRows(summary),
    fields.length === 0 ? [] : [fields.join(" · ")],
    ...destroyingRows(summary).flatMap(listingBlocks),
    ...(summary.end === "planned" ? summary.tally.sample.flatMap(sampleBlocks) : []),
    ...failedRows(summary, failed).flatMap(listingBlocks),
    end.length === 0 ? [] : [end.join(" · ")],
    pointers(summary).map(([name = "", value = ""]) => `- ${name}: ${code(value)}`),
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
function listingBlocks({ title, rows, more }: Listing): readonly (readonly string[])[] {
  return [
    [title],
    [
      tableLine(["", "Row", "Customer", ""]),
      tableLine(["---", "---:", "---", "---"]),
      ...rows.map(({ symbol, result, remark }) =>
        tableLine([inCode(symbol), thousands(result.row), code(customerOf(result)), code(remark)]),
      ),
    ],
    moreWords(more),
  ];
}

function moreWords(more: number): readonly string[] {
  return more > 0 ? [`and ${thousands(more)} more`] : [];
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
