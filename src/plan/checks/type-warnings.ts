/** Text that takes the place of another type, which nobody may have meant. Pure. */
import type { FieldChange, Warning } from "../../domain/change.ts";
import { fieldOf, metadataField } from "../../domain/fields.ts";
import { isJsonArray, isJsonObject, type Json } from "../../domain/json.ts";
import type { CustomerPatch, Edit } from "../../domain/patch.ts";
import { printFieldPath } from "../../domain/path.ts";

/** @param changes of one field */
export function typeWarnings(
  changes: readonly FieldChange[],
  { edits }: CustomerPatch,
): readonly Warning[] {
  let editOf: ((path: string) => Edit | undefined) | undefined;
  return changes.flatMap(({ field, before, after }) => {
    const held = before === undefined || before === null ? undefined : typeName(before);
    if (typeof after !== "string" || held === undefined || held === "text") return [];
    editOf ??= editsAbove(edits);
    const edit = editOf(field);
    const remedy = edit === undefined ? "" : remedyFor(edit, field, held);
    return [
      { code: "type_changed", field, message: `${field} holds ${held} and becomes text${remedy}` },
    ];
  });
}

/** How a value that is no string is given where this one was; empty where nothing else is ever taken. */
function remedyFor(edit: Edit, path: string, held: string): string {
  if (fieldOf(edit.field).kind === "string") return "";
  const keep = "; to keep the type";
  if (edit.plain === "cell")
    return `${keep} name the column "${path}:=" and write JSON in its cells`;
  if (edit.plain === "flag") return `${keep} give the value as JSON: ${assignment(edit, path)}`;
  const isQuoted = held === "a number" || held === "true or false";
  return isQuoted ? `${keep} write it without quotes` : `${keep} write ${held}`;
}

/** `--metadata seats:=…`, in the words of the flag that said it. */
function assignment({ location, rest }: Edit, path: string): string {
  const [segment] = rest;
  const isKey = location.name === `--${metadataField}` && segment !== undefined && "key" in segment;
  return isKey ? `${location.name} ${segment.key}:=…` : `--set ${path}:=…`;
}

/** Finds the edit of the path, or of one above it: edits do not stand within one another. */
function editsAbove(edits: readonly Edit[]): (path: string) => Edit | undefined {
  const byPath = new Map<string, Edit>();
  for (const edit of edits) {
    const path = printFieldPath(edit.field, edit.rest);
    if (!byPath.has(path)) byPath.set(path, edit);
  }
  return (path) => {
    const above = [...path.matchAll(/[.[]/gu)].map(({ index }) => path.slice(0, index));
    return [...above, path].map((one) => byPath.get(one)).find((edit) => edit !== undefined);
  };
}

function typeName(value: Json): string {
  if (isJsonArray(value)) return "a list";
  if (isJsonObject(value)) return "an object";
  if (typeof value === "boolean") return "true or false";
  return typeof value === "string" ? "text" : "a number";
}
