import type { FieldChange } from "../domain/change.ts";
import { fieldOf, type FieldName } from "../domain/fields.ts";
import { isJsonArray, type Json, sameJson } from "../domain/json.ts";
import type { CustomerPatch, Edit } from "../domain/patch.ts";
import type { Provider } from "../providers/contract.ts";
import { isEmptyValue } from "./diff.ts";

/** Why this change is confirmed first; undefined for one that only adds or corrects. */
export function destroys(field: FieldName, change: FieldChange): string | undefined {
  if (change.kind === "removed") return "removes data";
  if (losesItems(field, change)) return "removes items of the list";
  // Whether a part of an object replaces the whole of it is stated nowhere.
  if (
    change.unreadable === true &&
    (typeof change.after === "object" || fieldOf(field).kind === "object")
  ) {
    return "replaces what cannot be read first";
  }
  const harm = harmOf(field, change.after);
  const replaces = !isEmptyValue(change.before) || harm?.setTo !== undefined;
  return replaces ? harm?.because : undefined;
}

/** The field's own harm, where this value does it. */
function harmOf(field: FieldName, value: Json | undefined) {
  const { destroys: harm } = fieldOf(field);
  const { setTo } = harm ?? {};
  if (setTo === undefined) return harm;
  return typeof value === "string" && setTo.includes(value.toLowerCase()) ? harm : undefined;
}

/** A list shown whole: it became shorter, or nobody can say whether an item that is gone was changed or removed. */
function losesItems(field: FieldName, { before, after }: FieldChange): boolean {
  if (!isJsonArray(before) || !isJsonArray(after)) return false;
  if (after.length < before.length) return true;
  const isList = fieldOf(field).kind === "list" || fieldOf(field).kind === "stringList";
  return isList && before.some((item) => !after.some((other) => sameJson(item, other)));
}

/** Whether carrying out the patch may destroy something, whatever the record holds; decided before it is read. */
export function mayDestroy(
  { updateStyle }: Pick<Provider, "updateStyle">,
  { edits, replaceMetadata }: CustomerPatch,
): boolean {
  // A record may hold members that an update of the whole of it cannot carry.
  return updateStyle === "whole" || replaceMetadata || edits.some(mayDestroyBy);
}

function mayDestroyBy(edit: Edit): boolean {
  if (edit.op !== "set") return edit.op === "unset";
  const { field, value } = edit;
  if (typeof value === "object" || fieldOf(field).kind === "object") return true;
  return harmOf(field, value) !== undefined;
}
