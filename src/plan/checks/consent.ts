import type { FieldChange, UpdateOutcome } from "../../domain/change.ts";
import { type ConfirmMode, usualConfirm } from "../../domain/confirmation.ts";
import { isJsonArray, isJsonObject, type Json } from "../../domain/json.ts";
import { isEmptyValue } from "../diff.ts";

/** Whether the plan is confirmed first. */
export function needsConsent(
  mode: ConfirmMode = usualConfirm,
  {
    changes,
    mayBeLost = [],
  }: Pick<UpdateOutcome, "changes"> & Partial<Pick<UpdateOutcome, "mayBeLost">>,
): boolean {
  switch (mode) {
    case "never":
      return false;
    case "always":
      return true;
    case "destructive":
      return mayBeLost.length > 0 || changes.some(isDestructive);
    case "changes-data":
      return mayBeLost.length > 0 || changes.some((one) => isDestructive(one) || replaces(one));
  }
}

function isDestructive({ destructive }: FieldChange): boolean {
  return destructive !== undefined;
}

/** Whether something was there before: it is changed or removed, or nobody can see whether it is. */
function replaces({ before, unreadable }: FieldChange): boolean {
  return unreadable === true || !holdsNothing(before);
}

/** No value, null, an empty string, list or object. */
function holdsNothing(value: Json | undefined): boolean {
  if (isJsonArray(value)) return value.length === 0;
  if (isJsonObject(value)) return Object.keys(value).length === 0;
  return isEmptyValue(value);
}
