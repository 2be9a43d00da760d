/** A printed customer record, edited and given back → what was changed in it. */
import type { Customer } from "../domain/change.ts";
import type { Complaint } from "../domain/errors.ts";
import { fieldOf, isFieldName, type FieldName } from "../domain/fields.ts";
import {
  isExactNumber,
  isJsonArray,
  isJsonObject,
  sameJson,
  type Json,
  type JsonObject,
} from "../domain/json.ts";
import { memberAt, own } from "../domain/members.ts";
import type { CustomerPatch } from "../domain/patch.ts";
import { unlessRefused, type Refused } from "./checked.ts";
import type { LocatedDocument } from "./document.ts";
import { patchFromDocument } from "./from-document.ts";
import { didYouMeanField, fieldsInGroup } from "./fields/vocabulary.ts";
import { isHeldNumber } from "./tree/tree-json.ts";

/** The record that the document was printed from. */
export interface EditTarget {
  readonly provider: string;
  /** The provider's own id of the customer. */
  readonly id: string;
  /** The record in the common vocabulary, read-only fields included. */
  readonly base: Customer;
  /** The vendor's own record in the document is still the one that was printed. */
  readonly revisionOk: boolean;
}

/** What the record is about, and not part of it. */
const envelope = new Set(["provider", "account", "id", "requestId", "revision", "native"]);

/**
 * The edits that lead from the base to the document. What is equal is left out, and so is what the document no longer
 * carries: a missing key leaves the field, `null` clears it.
 */
export function patchFromEditedRecord(
  document: LocatedDocument,
  target: EditTarget,
): { readonly patch: CustomerPatch } | Refused {
  const value = isJsonObject(document.value) ? document.value : {};
  const complaints = [
    ...checkEnvelope(document, value, target),
    ...checkReadOnly(document, value, target.base),
  ];
  const changed = changedFields(value, target.base);
  const found = patchFromDocument(
    { ...document, value: changed },
    { supported: heldFields(target.base) },
  );
  if ("complaints" in found) return { complaints: [...complaints, ...found.complaints] };
  return unlessRefused(found, [...complaints, ...checkNumbers(document, changed, [])]);
}

function checkEnvelope(
  document: LocatedDocument,
  value: JsonObject,
  target: EditTarget,
): readonly Complaint[] {
  const differing = (["provider", "id"] as const).flatMap((key): readonly Complaint[] => {
    const given = value[key];
    if (given === undefined || given === target[key]) return [];
    const message = `the record's ${key} is not "${target[key]}", which is to be changed`;
    return [{ location: document.locationOf([key]), message }];
  });
  if (target.revisionOk) return differing;
  return [
    ...differing,
    {
      location: document.locationOf(["native"]),
      message: `"native" is the vendor's untouched record and is not read back`,
      hint: "change the fields beside it, or give just the changed members to --native",
    },
  ];
}

function checkReadOnly(
  document: LocatedDocument,
  value: JsonObject,
  base: Customer,
): readonly Complaint[] {
  const complain = (path: readonly string[], isInBase: boolean): Complaint => {
    const name = path.join(".");
    return {
      location: document.locationOf(path),
      message: isInBase ? `${name} is read-only` : `unknown key "${name}"${didYouMeanField(name)}`,
    };
  };
  return Object.entries(value).flatMap(([key, item]) => {
    if (envelope.has(key) || isFieldName(key)) return [];
    if (sameJson(item, own(base, key))) return [];
    if (fieldsInGroup(key).length === 0) return [complain([key], Object.hasOwn(base, key))];
    const before = own(base, key);
    const known = isJsonObject(before) ? before : {};
    return Object.entries(isJsonObject(item) ? item : {}).flatMap(([inner, part]) => {
      if (isFieldName(`${key}.${inner}`) || sameJson(part, own(known, inner))) return [];
      return [complain([key, inner], Object.hasOwn(known, inner))];
    });
  });
}

/** The document without what says the same as the base; paths stay as they are. */
function changedFields(value: JsonObject, base: Customer): JsonObject {
  const changed = Object.entries(value).flatMap(([key, item]): [string, Json][] => {
    if (envelope.has(key)) return [];
    if (isFieldName(key)) return changedField(key, item, memberAt(base, key));
    if (fieldsInGroup(key).length === 0 || sameJson(item, own(base, key))) return [];
    if (!isJsonObject(item)) return [[key, item]];
    const inner = Object.entries(item).flatMap(([name, part]): [string, Json][] => {
      const field = `${key}.${name}`;
      if (!isFieldName(field)) return [];
      return changedField(field, part, memberAt(base, field)).map(([, left]) => [name, left]);
    });
    return [[key, Object.fromEntries(inner)]];
  });
  return Object.fromEntries(changed);
}

/** The field with its new value, of a map or object only the keys that differ; nothing when nothing differs. */
function changedField(field: FieldName, value: Json, before: Json | undefined): [string, Json][] {
  if (sameJson(value, before) || (value === null && before === undefined)) return [];
  const { kind } = fieldOf(field);
  if ((kind !== "map" && kind !== "object") || !isJsonObject(value) || !isJsonObject(before)) {
    return [[field, value]];
  }
  const inner = Object.entries(value).filter(([key, item]) => !sameJson(item, own(before, key)));
  return inner.length === 0 ? [] : [[field, Object.fromEntries(inner)]];
}

/** Fields of a group that the base carries: what `address: null` is about. */
function heldFields(base: Customer): ReadonlySet<FieldName> {
  return new Set(
    Object.entries(base).flatMap(([group, value]) =>
      isJsonObject(value)
        ? fieldsInGroup(group).filter((field) => memberAt(base, field) !== undefined)
        : [],
    ),
  );
}

/** The document keeps a provider's exact numbers; a new one must be one that every reader can hold. */
export function checkNumbers(
  document: LocatedDocument,
  value: Json,
  path: readonly (string | number)[],
): readonly Complaint[] {
  if (isExactNumber(value)) {
    if (isHeldNumber(value.value)) return [];
    const message = `the number ${value.value} cannot be held exactly`;
    return [
      {
        location: document.locationOf(path),
        message,
        hint: `write it as a string: "${value.value}"`,
      },
    ];
  }
  if (isJsonArray(value)) {
    return value.flatMap((item, index) => checkNumbers(document, item, [...path, index]));
  }
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    checkNumbers(document, item, [...path, key]),
  );
}
