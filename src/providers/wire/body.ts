/** The body of an update: only what is needed, and nothing that would undo what was not named. */
import type { Customer } from "../../domain/change.ts";
import type { FieldName } from "../../domain/fields.ts";
import { isJsonObject, type JsonObject } from "../../domain/json.ts";
import type { Provider } from "../contract.ts";
import { type Draft, memberAt, putMember, rootOf } from "../../domain/members.ts";
import { fieldsOf, mappingOf } from "./record.ts";
import { onlyKnown, unknownRoots } from "./unknown-members.ts";

/** Members of the record that an update may carry. */
function writableRoots(provider: Provider): readonly string[] {
  const roots = fieldsOf(provider).flatMap((field) => {
    const mapping = mappingOf(provider, field);
    return mapping === undefined || mapping.access !== undefined ? [] : [rootOf(mapping.path)];
  });
  return [...new Set(roots)];
}

/**
 * Builds the body for the touched fields.
 *
 * A nested member is sent as the whole object that was read, with the change laid over, which is right whether the
 * vendor merges or replaces. Under `whole`, every writable member that the record carries is sent along, and members of
 * which nothing is known only on request.
 *
 * @param native the vendor's record as read
 * @param desired the customer as it should be, in the common vocabulary
 */
export function updateBody(
  provider: Provider,
  native: JsonObject,
  desired: Customer,
  touched: readonly FieldName[],
  sendsUnknown = false,
): JsonObject {
  const isWhole = provider.updateStyle === "whole";
  const body: Draft = {};
  if (isWhole) {
    for (const root of writableRoots(provider)) {
      const held = native[root];
      if (held !== undefined) body[root] = held;
    }
  }
  for (const field of touched) {
    const mapping = mappingOf(provider, field);
    const value = memberAt(desired, field);
    if (mapping === undefined || value === undefined) continue;
    const root = rootOf(mapping.path);
    const held = native[root];
    if (body[root] === undefined && isJsonObject(held) && root !== mapping.path) body[root] = held;
    putMember(body, mapping.path, mapping.codec?.encode(value) ?? value);
  }
  if (!isWhole) return body;
  if (!sendsUnknown) return onlyKnown(provider, body);
  return { ...body, ...unknownRoots(provider, native) };
}
