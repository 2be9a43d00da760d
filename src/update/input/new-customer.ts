/** What a new customer is to be like, from a document that a user wrote, or got from `customers get` about another one. */
import type { Complaint } from "../../domain/errors.ts";
import { isFieldName, metadataField } from "../../domain/fields.ts";
import { isJsonObject, type Json, type JsonObject } from "../../domain/json.ts";
import type { CustomerPatch } from "../../domain/patch.ts";
import type { LocatedDocument } from "../../patch/document.ts";
import { isEmptyValue } from "../../plan/diff.ts";
import type { Provider } from "../../providers/contract.ts";
import { isProviderId, providers } from "../../providers/registry.ts";
import { mappingOf } from "../../providers/wire/record.ts";
import { patchOfDocument } from "./document-patch.ts";

/** Members of a printed customer that say whose record it is. */
const printedOnly = ["provider", "account", "id", "requestId", "revision", "native"];

/**
 * A printed customer stands for its fields: what tells it apart and what providers set themselves is left out. A null
 * is no value, and a new customer holds none anyway.
 *
 * @param view the provider, as a creation sees it
 * @param native the keys are the provider's own
 */
export function patchOfNewCustomer(
  document: LocatedDocument,
  view: Provider,
  native: boolean,
): { readonly patch: CustomerPatch } | { readonly complaints: readonly Complaint[] } {
  const { value } = document;
  const isPrinted =
    !native &&
    isJsonObject(value) &&
    (isJsonObject(value["native"]) || typeof value["revision"] === "string");
  const left = isPrinted ? fieldsOf(value, view) : value;
  const found = patchOfDocument({ ...document, value: left }, view, native, "create call");
  return "complaints" in found ? found : { patch: withoutClearing(found.patch) };
}

/** What a printed customer holds; providers spell that there is nothing as null and as an empty string. */
function fieldsOf(printed: JsonObject, view: Provider): JsonObject {
  const { provider: name } = printed;
  const from = typeof name === "string" && isProviderId(name) ? providers[name] : view;
  const isHeld = (path: string, value: Json) =>
    !isEmptyValue(value) && !isSetByProvider(path, from, view);
  const held = Object.entries(printed).filter(
    ([key, value]) => !printedOnly.includes(key) && isHeld(key, value),
  );
  return Object.fromEntries(
    held.map(([key, value]): [string, Json] => [
      key,
      isJsonObject(value) && key !== metadataField
        ? Object.fromEntries(
            Object.entries(value).filter(([member, one]) => isHeld(`${key}.${member}`, one)),
          )
        : value,
    ]),
  );
}

/** Whether one of the two sets it itself: the provider that printed it, or the one where the customer is made. */
export function isSetByProvider(path: string, from: Provider, view: Provider): boolean {
  const mapping = isFieldName(path) ? mappingOf(view, path) : undefined;
  if (isFieldName(path) && mapping !== undefined) {
    return [mapping, mappingOf(from, path)].some((one) => one?.access === "read-only");
  }
  return [view, from].some(({ readOnly }) => Object.hasOwn(readOnly, path));
}

/** Nothing is there that could be cleared. */
export function withoutClearing({ edits, ...rest }: CustomerPatch): CustomerPatch {
  return { ...rest, edits: edits.filter(({ op }) => op !== "unset") };
}
