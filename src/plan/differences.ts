/** Where what is stored differs from what is asked, by the provider's own idea of the same. */
import type { FieldChange } from "../domain/change.ts";
import { type FieldName, fieldOf } from "../domain/fields.ts";
import { isJsonArray, isJsonObject, type Json } from "../domain/json.ts";
import type { Provider } from "../providers/contract.ts";
import { mappingOf } from "../providers/wire/record.ts";
import { withAdded } from "./added-members.ts";
import { diffField, isEmptyValue } from "./diff.ts";

/**
 * Rows in which the stored field is not the one that was asked; `before` is asked, `after` is stored. What the provider
 * is known to tidy, and another spelling of nothing, is no difference.
 */
export function differences(
  provider: Provider,
  field: FieldName,
  want: Json | undefined,
  have: Json | undefined,
): readonly FieldChange[] {
  const isTidied = mappingOf(provider, field)?.normalises === "whitespace";
  // A value that is tidy already is stored as it is: then another spacing is another value.
  if (isTidied && collapse(want) !== want && collapse(want) === collapse(have)) return [];
  if (isNothing(field, want) && isNothing(field, have)) return [];
  return diffField(field, withAdded(provider, field, want, have), have);
}

/** Whether the provider has an idea of its own of what is the same; everyone agrees on a map that nobody tidies. */
export function hasOwnIdea(provider: Provider, field: FieldName): boolean {
  const { normalises, adds } = mappingOf(provider, field) ?? {};
  return fieldOf(field).kind !== "map" || normalises !== undefined || adds !== undefined;
}

function collapse(value: Json | undefined): Json | undefined {
  return typeof value === "string" ? value.replaceAll(/\s+/gu, " ").trim() : value;
}

function isNothing(field: FieldName, value: Json | undefined): boolean {
  if (isEmptyValue(value)) return true;
  const { kind } = fieldOf(field);
  if (kind === "map" || kind === "object") {
    return isJsonObject(value) && Object.keys(value).length === 0;
  }
  return isJsonArray(value) && value.length === 0;
}
