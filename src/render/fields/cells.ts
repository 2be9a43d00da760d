/** Values of chosen fields, as people see them. */
import type { Chosen } from "../../domain/field/chosen-fields.ts";
import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../../domain/json.ts";
import { valueAt } from "../../domain/value-at.ts";
import { showShort } from "../change/value.ts";
import { maskAddresses, maskText } from "../mask/mask-text.ts";
import { keysOf, type Personal } from "../mask/personal.ts";
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
    return showShort(mask === undefined ? value : masked(mask, name, value), style);
  });
}

function masked(personal: Personal, name: string, value: Json): Json {
  const isPersonal = personal.at(keysOf(name));
  if (typeof value === "string") return isPersonal ? maskText(value) : maskAddresses(value);
  // What is somewhere within is not looked for.
  return isPersonal || isContainer(value) ? "…" : value;
}

function isContainer(value: Json): boolean {
  return isJsonArray(value) || isJsonObject(value);
}
