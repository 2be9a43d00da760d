/** One row of a run as lines of a table in GitHub Flavored Markdown. */
import { isApplied } from "../../domain/run/recorded-change.ts";
import type { FieldChange } from "../../domain/change.ts";
import type { RowResult } from "../../domain/run/run.ts";
import { safeText } from "../../domain/text/safe-text.ts";
import { inCode, tableLine } from "../change/markdown.ts";
import { changeRow, lossWords, storedCell } from "../change/rows.ts";
import { count } from "../text/count.ts";
import { textOf } from "../text/layout.ts";
import { createStyle } from "../text/style.ts";
import { thousands } from "../text/thousands.ts";
import { customerOf, errorWords, failureSymbol } from "./facts.ts";

const style = createStyle({ colour: false, columns: undefined });

const headings = ["", "Row", "Customer", "Field", "Before", "After", ""];

/** What stands above the lines. */
export const rowsHead: readonly string[] = [
  tableLine(headings),
  tableLine(headings.map((_heading, index) => (index === 1 ? "---:" : "---"))),
];

/** What stands in a line beside the row and its customer. */
interface Line {
  readonly symbol: string;
  /** Field, before and after; missing: none of the fields. */
  readonly cells?: readonly string[];
  readonly remark: string;
}

/**
 * The row's lines, the first of which names its customer; each ends with a line end. No text from elsewhere can end its
 * cell, mention somebody or become markup.
 *
 * @param most bytes; of what is longer one line is left that says so
 */
export function rowLines(result: RowResult, most: number): string {
  const customer = code(customerOf(result));
  const whole = linesOf(result.row, customer, [...outcomeLines(result), ...changeLines(result)]);
  if (Buffer.byteLength(whole) <= most) return whole;
  const remark = `${result.outcome}, ${count(result.changes.length, "change")}, too long to be shown`;
  const short = (name: string) => linesOf(result.row, name, [{ symbol: "…", remark }]);
  const named = short(customer);
  return Buffer.byteLength(named) <= most ? named : short("");
}

function linesOf(row: number, customer: string, lines: readonly Line[]): string {
  const drawn = lines.map(({ symbol, cells = ["", "", ""], remark }, index) => {
    const lead = index === 0 ? [thousands(row), customer] : ["", ""];
    return `${tableLine([inCode(symbol), ...lead, ...cells, remark])}\n`;
  });
  return drawn.join("");
}

/** How the row ended, where its changes alone do not tell that. */
function outcomeLines(result: RowResult): readonly Line[] {
  const { outcome, error, changes } = result;
  if (error !== undefined) {
    return [{ symbol: failureSymbol(result), remark: code(errorWords(result)) }];
  }
  const isTold = changes.length > 0 && (isApplied(outcome) || outcome === "planned");
  return isTold ? [] : [{ symbol: outcome === "unchanged" ? "=" : "…", remark: outcome }];
}

function changeLines({ changes, mayBeLost = [], beside = [] }: RowResult): readonly Line[] {
  return [
    ...changes.map(changeLine),
    ...beside.map(changeLine).map(({ remark, ...line }) => ({
      ...line,
      remark: remark === "" ? "changed beside" : `changed beside ${remark}`,
    })),
    ...mayBeLost.map((member) => ({ symbol: "!", remark: code(lossWords(member)) })),
  ];
}

function changeLine(change: FieldChange): Line {
  const { symbol, cells, notes } = changeRow(change, false, style);
  const { spans } = storedCell(change, style);
  const remarks = [
    ...(change.stored === undefined ? [] : [`stored: ${inCode(textOf(spans))}`]),
    ...notes.map((note) => inCode(textOf(note.spans))),
  ];
  return {
    symbol,
    cells: cells.map((cell) => inCode(textOf(cell.spans))),
    remark: remarks.join(" "),
  };
}

function code(text: string): string {
  return inCode(safeText(text));
}
