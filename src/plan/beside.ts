/** What changed in a record although nobody named it: the promise that nothing else changes, checked. */
import type { FieldChange } from "../domain/change.ts";
import type { FieldName } from "../domain/fields.ts";
import { isJsonObject, type Json, type JsonObject, sameJson } from "../domain/json.ts";
import { isNothing, keysOfBoth, own, rootOf } from "../domain/members.ts";
import type { Path } from "../domain/path.ts";
import type { Provider } from "../providers/contract.ts";
import { decodeField, fieldsOf, mappingOf } from "../providers/wire/record.ts";
import { changeRow, diffField } from "./diff.ts";

/**
 * Rows in which the two records differ, in the vendor's own words where the vocabulary has none. What changes by itself
 * is left out, and another spelling of nothing is no difference.
 */
export function changedBeside(
  provider: Provider,
  native: JsonObject,
  stored: JsonObject,
  touched: ReadonlySet<FieldName>,
): readonly FieldChange[] {
  const fields = fieldsByRoot(provider);
  return keysOfBoth(native, stored)
    .filter((root) => !provider.volatile.includes(root))
    .filter((root) => !sameJson(own(native, root), own(stored, root)))
    .flatMap((root) => {
      const known = fields.get(root) ?? [];
      const named = known.filter((field) => !touched.has(field));
      return [
        ...named.flatMap((field) =>
          diffField(
            field,
            decodeField(provider, native, field),
            decodeField(provider, stored, field),
          ),
        ),
        ...besideFields(provider, root, known, [own(native, root), own(stored, root)]),
      ];
    });
}

const byRoot = new WeakMap<Provider, ReadonlyMap<string, readonly FieldName[]>>();

/** The provider's fields by the first key of their paths. */
function fieldsByRoot(provider: Provider): ReadonlyMap<string, readonly FieldName[]> {
  const known = byRoot.get(provider);
  if (known !== undefined) return known;
  const fields = new Map<string, readonly FieldName[]>();
  for (const field of fieldsOf(provider)) {
    const root = rootOf(mappingOf(provider, field)?.path ?? field);
    fields.set(root, [...(fields.get(root) ?? []), field]);
  }
  byRoot.set(provider, fields);
  return fields;
}

/** Rows of what stands under the first key and belongs to no field. */
function besideFields(
  provider: Provider,
  root: string,
  known: readonly FieldName[],
  [before, after]: readonly [Json | undefined, Json | undefined],
): readonly FieldChange[] {
  if (known.length === 0) return diffJson([{ key: root }], before, after, isNothing);
  const paths = known.map((field) => mappingOf(provider, field)?.path ?? field);
  if (paths.includes(root)) return [];
  return keysOf(before, after)
    .filter((key) => !paths.includes(`${root}.${key}`))
    .flatMap((key) =>
      diffJson([{ key: root }, { key }], own(before, key), own(after, key), isNothing),
    );
}

/** @param isNone what is another spelling of nothing there; inside of data only what is not there is nothing */
function diffJson(
  path: Path,
  before: Json | undefined,
  after: Json | undefined,
  isNone: (value: Json | undefined) => boolean,
): readonly FieldChange[] {
  if (sameJson(before, after) || (isNone(before) && isNone(after))) return [];
  if (isJsonObject(before) && isJsonObject(after)) {
    return keysOf(before, after).flatMap((key) =>
      diffJson([...path, { key }], own(before, key), own(after, key), isMissing),
    );
  }
  return [changeRow(path, before, after, isNone)];
}

function isMissing(value: Json | undefined): boolean {
  return value === undefined;
}

function keysOf(before: Json | undefined, after: Json | undefined): readonly string[] {
  return keysOfBoth(isJsonObject(before) ? before : {}, isJsonObject(after) ? after : {});
}
