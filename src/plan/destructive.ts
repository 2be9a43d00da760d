import type { FieldChange } from "../domain/change.ts";
import { fieldOf, type FieldName } from "../domain/fields.ts";
import { isJsonArray, sameJson } from "../domain/json.ts";
import type { CustomerPatch, Edit } from "../domain/patch.ts";
import { isEmptyValue } from "./diff.ts";

/** Status words that take a customer out of service. */
const endingStatuses = new Set(["archived", "suspended"]);

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
  if (field === "externalId" && !isEmptyValue(change.before)) {
    return "events and look-ups go by the external id";
  }
  if (
    field === "status" &&
    typeof change.after === "string" &&
    endingStatuses.has(change.after.toLowerCase())
  ) {
    return "takes the customer out of service";
  }
  return undefined;
}

/** A list shown whole: it became shorter, or nothing tells whether an item that is gone was changed or removed. */
function losesItems(field: FieldName, { before, after }: FieldChange): boolean {
  if (!isJsonArray(before) || !isJsonArray(after)) return false;
  if (after.length < before.length) return true;
  const isList = fieldOf(field).kind === "list" || fieldOf(field).kind === "textList";
  return isList && before.some((item) => !after.some((other) => sameJson(item, other)));
}

/** Whether carrying out the patch may destroy something, whatever the record holds; decided before it is read. */
export function mayDestroy({ edits, replaceMetadata }: CustomerPatch): boolean {
  return replaceMetadata || edits.some(mayDestroyBy);
}

function mayDestroyBy(edit: Edit): boolean {
  if (edit.op !== "set") return edit.op === "unset";
  const { field, value } = edit;
  if (typeof value === "object" || field === "externalId") return true;
  if (fieldOf(field).kind === "object") return true;
  return field === "status" && typeof value === "string" && endingStatuses.has(value.toLowerCase());
}
