/** Files that are named as a configuration and are another: a workbook, a table, rows, a patch, a saved plan. */
import type { Json } from "../../domain/json.ts";
import { foreignForm } from "../../domain/text/files/foreign-form.ts";
import { type KnownFile, knownDocument, knownText } from "../../domain/text/files/known-file.ts";
import { headOf } from "./regular-file.ts";

/**
 * By how it begins; undefined for what is none of them, and for a configuration.
 *
 * @param name as given
 */
export function otherFile(path: string, name: string): KnownFile | undefined {
  const head = headOf(path);
  if (head === undefined) return undefined;
  const foreign = foreignForm(head);
  if (foreign !== undefined) {
    const { message, hint } = foreign;
    return { message, hint: `${hint}; rows are given with billing customers update --from` };
  }
  const text = Buffer.from(head).toString("utf8");
  const known = knownText(text, name);
  return known?.message === "this is a configuration" ? undefined : known;
}

/** By what it holds, read as a configuration. */
export function otherDocument(value: Json, name: string): KnownFile | undefined {
  const isOwn = ["providers", "profiles"].some((key) => Object.hasOwn(Object(value), key));
  if (isOwn) return undefined;
  // A table without quotes and colons is one string of YAML.
  return typeof value === "string"
    ? knownText(value, name)
    : (knownDocument(value, name) ?? knownText(JSON.stringify(value), name));
}
