/** What a value is in the cell of a table that spreadsheets open, and back. */
import { type Json, printJson } from "../json.ts";
import { safeText } from "./safe-text.ts";

/**
 * The value as the text of a cell: a string as it is, a list or an object as JSON, nothing for `null` and for what is
 * not there. Of what could drive a terminal only line ends and tabs stay; the rest is shown as an escape.
 */
export function cellText(value: Json | undefined): string {
  if (value === undefined || value === null) return "";
  const text = typeof value === "string" ? value : printJson(value);
  return text
    .split(/(?<kept>[\n\t])/u)
    .map((part) => (part === "\n" || part === "\t" ? part : safeText(part)))
    .join("");
}

/** What a spreadsheet might take for a formula or a command, however many apostrophes stand before it. */
const formula = /^'*(?:\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|[\t\r\n])/u;
const guarded = /^'+(?:\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|[\t\r\n])/u;

/**
 * The text with an apostrophe before it where a spreadsheet would otherwise carry it out. Only such a text gets one,
 * so that {@link unguardCell} knows what to take away again.
 */
export function guardCell(text: string): string {
  return formula.test(text) ? `'${text}` : text;
}

/** The text that {@link guardCell} was given. */
export function unguardCell(text: string): string {
  return guarded.test(text) ? text.slice(1) : text;
}
