/** A document in the common vocabulary → a patch. */
import { compact } from "../domain/compact.ts";
import { fieldOf, isFieldName, type FieldName } from "../domain/fields.ts";
import { isJsonObject, type Json } from "../domain/json.ts";
import { nearest } from "../domain/text/nearest.ts";
import type { CustomerPatch, Edit } from "../domain/patch.ts";
import { additions, addingTo } from "./added-items.ts";
import { unlessRefused, type Refused } from "./checked.ts";
import { describeValue } from "./describe-value.ts";
import type { LocatedDocument } from "./document.ts";
import { allFound, fieldEdits, type Found, type Origin, refuse } from "./fields/field-edits.ts";
import { overlaps } from "./overlap.ts";
import { didYouMeanField, fieldsCalled, fieldsInGroup } from "./fields/vocabulary.ts";

interface DocumentOptions {
  /** Top-level keys that say something else than what to change, such as `id`. */
  readonly ignore?: readonly string[];
  /** Fields that `null` for a whole group (`address: null`) clears; missing: all of the group. */
  readonly supported?: ReadonlySet<FieldName>;
  /** The document is in a vendor's words, in which null inside a map is a value. */
  readonly storesNull?: true;
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
  const entries = Object.entries(value).filter(([key]) => options.ignore?.includes(key) !== true);
  const { edits, complaints } = allFound(
    entries.map(([key, item]) => {
      const adding = addingTo(key);
      if (adding !== undefined) {
        const location = document.locationOf([key]);
        if ("wrong" in adding) return refuse(location, adding.wrong);
        return additions(adding.field, item, location);
      }
      if (isFieldName(key)) {
        const origin = originIn(document, [key]);
        return fieldEdits(key, item, compact({ ...origin, storesNull: options.storesNull }));
      }
      if (fieldsInGroup(key).length === 0) return unknownKey(document, key);
      return groupEdits(key, item, originIn(document, [key]), options.supported);
    }),
  );
  const patch = { edits, replaceMetadata: false };
  return unlessRefused({ patch }, [...complaints, ...overlaps(edits)]);
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
    return refuse(
      origin.locationOf([]),
      `"${group}": expected an object, got ${describeValue(value)}`,
    );
  }
  const found = Object.entries(value).map(([key, item]) => {
    const field = `${group}.${key}`;
    if (isFieldName(field)) {
      const locationOf: Origin["locationOf"] = (path) => origin.locationOf([key, ...path]);
      return fieldEdits(field, item, { ...origin, locationOf });
    }
    const names = members.map((name) => name.slice(group.length + 1));
    const meant =
      fieldsCalled(key).find((name) => members.includes(name)) ??
      `${group}.${nearest(key, names) ?? nearest(field, members)?.slice(group.length + 1) ?? ""}`;
    const guess = isFieldName(meant) ? `; did you mean "${meant.slice(group.length + 1)}"?` : "";
    return refuse(origin.locationOf([key]), `unknown key "${key}" in ${group}${guess}`);
  });
  return allFound(found);
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
  const [list = ""] = key.split("[");
  if (list !== key && isFieldName(list)) {
    const hint = `a patch names no items: write the whole list under "${list}", or add one under "${list}+"; --set and columns name items`;
    return refuse(location, `unknown key "${key}"`, hint);
  }
  const isNested =
    inside.length > 0 && isFieldName(head) && ["map", "object"].includes(fieldOf(head).kind);
  if (!isNested) return refuse(location, `unknown key "${key}"${didYouMeanField(key)}`);
  const hint = `put "${inside.join(".")}" into an object under "${head}"`;
  return refuse(location, `unknown key "${key}"`, hint);
}
