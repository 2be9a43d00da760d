/** A document in the common vocabulary → a patch. */
import type { Complaint } from "../domain/errors.ts";
import { fieldOf, isFieldName, type FieldName } from "../domain/fields.ts";
import { isJsonObject, type Json } from "../domain/json.ts";
import { didYouMean } from "../domain/text/nearest.ts";
import type { CustomerPatch, Edit } from "../domain/patch.ts";
import { unlessRefused, type Refused } from "./checked.ts";
import { describeValue } from "./describe-value.ts";
import type { LocatedDocument } from "./document.ts";
import { fieldEdits, type Found, type Origin } from "./fields/field-edits.ts";
import { overlaps } from "./overlap.ts";
import { didYouMeanField, fieldsInGroup } from "./fields/vocabulary.ts";

interface DocumentOptions {
  /** Top-level keys that say something else than what to change, such as `id`. */
  readonly ignore?: readonly string[];
  /** Fields that `null` for a whole group (`address: null`) clears; missing: all of the group. */
  readonly supported?: ReadonlySet<FieldName>;
}

/**
 * What the document asks to change. A missing key leaves the field, `null` clears it, a list replaces the whole list,
 * a map or object changes only the keys it names.
 */
export function patchFromDocument(
  document: LocatedDocument,
  options: DocumentOptions = {},
): { readonly patch: CustomerPatch } | Refused {
  const { value } = document;
  if (!isJsonObject(value)) {
    const message = `expected one object of fields, got ${describeValue(value)}`;
    return { complaints: [{ location: document.locationOf([]), message }] };
  }
  const found = Object.entries(value)
    .filter(([key]) => options.ignore?.includes(key) !== true)
    .map(([key, item]) => {
      if (isFieldName(key)) return fieldEdits(key, item, originIn(document, [key]));
      if (fieldsInGroup(key).length === 0) return unknownKey(document, key);
      return groupEdits(key, item, originIn(document, [key]), options.supported);
    });
  const edits = found.flatMap((part) => part.edits);
  const complaints = [...found.flatMap((part) => part.complaints), ...overlaps(edits)];
  return unlessRefused({ patch: { edits, replaceMetadata: false } }, complaints);
}

/**
 * The edits for a group of fields written as one object: `address: { city: … }`. Only `supported` fields are cleared
 * when the whole group is `null`.
 */
export function groupEdits(
  group: string,
  value: Json,
  origin: Origin,
  supported?: ReadonlySet<FieldName>,
): Found {
  const members = fieldsInGroup(group);
  if (value === null) {
    const location = origin.locationOf([]);
    const cleared = members.filter((field) => supported?.has(field) !== false);
    return {
      edits: cleared.map((field): Edit => ({ field, rest: [], location, op: "unset" })),
      complaints: [],
    };
  }
  if (!isJsonObject(value)) {
    const message = `expected an object, got ${describeValue(value)}`;
    return { edits: [], complaints: [{ location: origin.locationOf([]), message }] };
  }
  const found = Object.entries(value).map(([key, item]): Found => {
    const field = `${group}.${key}`;
    if (isFieldName(field)) {
      const locationOf: Origin["locationOf"] = (path) => origin.locationOf([key, ...path]);
      return fieldEdits(field, item, { ...origin, locationOf });
    }
    const names = members.map((name) => name.slice(group.length + 1));
    const guess = didYouMean(key, names) || didYouMean(field, members);
    const message = `unknown key "${key}" in ${group}${guess}`;
    return { edits: [], complaints: [{ location: origin.locationOf([key]), message }] };
  });
  return {
    edits: found.flatMap((part) => part.edits),
    complaints: found.flatMap((part) => part.complaints),
  };
}

/** Locations in the document, below the path; what is written there is cleared with `null`. */
export function originIn(document: LocatedDocument, path: readonly string[]): Origin {
  return {
    locationOf: (inside) => document.locationOf([...path, ...inside]),
    clearHint: () => "write null to clear the field",
  };
}

function unknownKey(document: LocatedDocument, key: string): Found {
  const location = document.locationOf([key]);
  const [head = "", ...inside] = key.split(".");
  const isNested =
    inside.length > 0 && isFieldName(head) && ["map", "object"].includes(fieldOf(head).kind);
  const complaint: Complaint = isNested
    ? {
        location,
        message: `unknown key "${key}"`,
        hint: `put "${inside.join(".")}" into an object under "${head}"`,
      }
    : { location, message: `unknown key "${key}"${didYouMeanField(key)}` };
  return { edits: [], complaints: [complaint] };
}
