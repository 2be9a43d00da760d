/** One record of CSV (RFC 4180, with line feeds), of cells that no spreadsheet carries out. */
import type { Json } from "../../domain/json.ts";
import { cellText, guardCell } from "../../domain/text/cell.ts";

export function csvRecord(values: readonly (Json | undefined)[]): string {
  return `${values.map(csvCell).join(",")}\n`;
}

/** Numbers are no formulas: only strings are guarded. */
function csvCell(value: Json | undefined): string {
  const text = typeof value === "string" ? guardCell(cellText(value)) : cellText(value);
  return /[",\r\n]|^\s|\s$/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
