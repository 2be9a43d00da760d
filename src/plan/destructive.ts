import type { Change } from "../domain/change.ts";
import type { FieldName } from "../domain/fields.ts";
import { isEmptyValue } from "./diff.ts";

/** Status words that take a customer out of service. */
const endingStatuses = new Set(["archived", "suspended"]);

/** Why this change is confirmed first; undefined for one that only adds or corrects. */
export function destroys(field: FieldName, change: Change): string | undefined {
  if (change.kind === "removed") return "removes data";
  if (change.unreadable === true && typeof change.after === "object") {
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
