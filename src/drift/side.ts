/** One of the customers that are compared: what it holds, and what its provider has at all. */
import type { DriftValue } from "../domain/documents/drift.ts";
import { type FieldName, fieldNames } from "../domain/fields.ts";
import type { JsonObject } from "../domain/json.ts";
import { memberAt, rootOf } from "../domain/members.ts";
import type { Provider } from "../providers/contract.ts";
import { mappingOf } from "../providers/wire/record.ts";

export interface Side {
  readonly provider: Provider;
  /** As `customers get` prints it; missing: it could not be read. */
  readonly document?: JsonObject;
}

/** What each of them holds of a field, before it is compared. */
export function cellsOf(sides: readonly Side[], field: FieldName): readonly DriftValue[] {
  return sides.map(({ provider, document }): DriftValue => {
    const mapping = mappingOf(provider, field);
    const isShown = Object.hasOwn(provider.readOnly, field);
    if (mapping === undefined && !isShown) return { state: "unsupported" };
    if (mapping?.access === "write-only" && !isShown) return { state: "unreadable" };
    if (document === undefined) return { state: "unread" };
    const value = memberAt(document, field);
    return value === undefined ? { state: "absent" } : { state: "value", value };
  });
}

/** Whether the provider's customers can have a member of this name. */
export function isReadable(provider: Provider, root: string): boolean {
  return (
    root === "native" ||
    Object.hasOwn(provider.readOnly, root) ||
    fieldNames.some((name) => {
      const mapping = rootOf(name) === root ? mappingOf(provider, name) : undefined;
      return mapping !== undefined && mapping.access !== "write-only";
    })
  );
}
