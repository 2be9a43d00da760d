/** Values of chosen fields, as people see them. */
import type { Chosen } from "../../domain/chosen-fields.ts";
import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../../domain/json.ts";
import { valueAt } from "../../domain/value-at.ts";
import { showShort } from "../change/value.ts";
import { maskAddresses, maskText } from "../mask/mask-text.ts";
import { isPersonal } from "../mask/mask-value.ts";
import type { Look } from "../view.ts";

/** The values of one document in the order of the fields; empty where there is none. */
export function shownCells(
  document: JsonObject,
  fields: readonly Chosen[],
  { mask, style }: Pick<Look, "mask" | "style">,
): readonly string[] {
  return fields.map(({ name, path }) => {
    const value = valueAt(document, path);
    if (value === undefined || value === null || value === "") return "";
    return showShort(mask ? masked(name, value) : value, style);
  });
}

function masked(name: string, value: Json): Json {
  const own = name.replace(/^native\./u, "");
  if (typeof value === "string") return isPersonal(own) ? maskText(value) : maskAddresses(value);
  // What is somewhere within is not looked for.
  return isPersonal(own) || isContainer(value) ? "…" : value;
}

function isContainer(value: Json): boolean {
  return isJsonArray(value) || isJsonObject(value);
}
