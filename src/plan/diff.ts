/** What differs between two values of a field, as rows a person can check. Lists are matched by identity. */
import { compact } from "../domain/compact.ts";
import type { FieldChange } from "../domain/change.ts";
import { fieldOf, type FieldName, type Identity } from "../domain/fields.ts";
import { isJsonArray, isJsonObject, type Json, sameJson } from "../domain/json.ts";
import { keysOfBoth } from "../domain/members.ts";
import { fieldPath, type Path, printPath } from "../domain/path.ts";
import { matchItems } from "./match-items.ts";

/** Whether a field with this value holds nothing. `null` and `""` are two spellings of that. */
export function isEmptyValue(value: Json | undefined): boolean {
  return value === undefined || value === null || value === "";
}

/** The rows in which a field differs; none when it says the same. */
export function diffField(
  field: FieldName,
  before: Json | undefined,
  after: Json | undefined,
): readonly FieldChange[] {
  if (sameJson(before, after)) return [];
  const path = fieldPath(field);
  const { kind, identity } = fieldOf(field);
  if (kind === "map") return diffMap(path, before, after);
  if (kind === "object") return diffMembers(path, before, after, diffLeaf);
  if (kind === "stringList" || kind === "list") {
    return diffList(path, before, after, identity ?? []);
  }
  return diffLeaf(path, before, after);
}

type Differ = (
  path: Path,
  before: Json | undefined,
  after: Json | undefined,
) => readonly FieldChange[];

/** Two spellings of nothing are no difference. */
function diffLeaf(
  path: Path,
  before: Json | undefined,
  after: Json | undefined,
): readonly FieldChange[] {
  if (isEmptyValue(before) && isEmptyValue(after)) return [];
  return row(path, before, after, isEmptyValue);
}

/** Inside a map null is a value like any other; only a missing key is none. */
const diffMapValue: Differ = (path, before, after) =>
  isJsonObject(before) && isJsonObject(after)
    ? diffMembers(path, before, after, diffMapValue)
    : row(path, before, after, (value) => value === undefined);

/** An empty map, null and no map at all hold the same: nothing. */
function diffMap(
  path: Path,
  before: Json | undefined,
  after: Json | undefined,
): readonly FieldChange[] {
  const odd = [before, after].some((side) => !isEmptyValue(side) && !isJsonObject(side));
  return odd
    ? row(path, before, after, isEmptyValue)
    : diffMembers(path, before, after, diffMapValue);
}

function diffMembers(
  path: Path,
  before: Json | undefined,
  after: Json | undefined,
  differ: Differ,
): readonly FieldChange[] {
  const left = isJsonObject(before) ? before : {};
  const right = isJsonObject(after) ? after : {};
  const rows: FieldChange[] = [];
  for (const key of keysOfBoth(left, right)) {
    const old = Object.hasOwn(left, key) ? left[key] : undefined;
    const fresh = Object.hasOwn(right, key) ? right[key] : undefined;
    if (old === fresh) continue;
    // One by one: there may be more than an engine takes as arguments.
    for (const found of differ([...path, { key }], old, fresh)) rows.push(found);
  }
  return rows;
}

function row(
  path: Path,
  before: Json | undefined,
  after: Json | undefined,
  isNone: (value: Json | undefined) => boolean,
): readonly FieldChange[] {
  if (sameJson(before, after)) return [];
  return [changeRow(path, before, after, isNone)];
}

/** The row of two values that differ. */
export function changeRow(
  path: Path,
  before: Json | undefined,
  after: Json | undefined,
  isNone: (value: Json | undefined) => boolean,
): FieldChange {
  const kind = isNone(before) ? "added" : isNone(after) ? "removed" : "changed";
  const field = printPath(path);
  if (after === undefined || kind === "removed") {
    return before === undefined ? { field, kind } : { field, kind, before };
  }
  return before === undefined ? { field, kind, after } : { field, kind, before, after };
}

function diffList(
  path: Path,
  before: Json | undefined,
  after: Json | undefined,
  identity: Identity,
): readonly FieldChange[] {
  if (sameJson(before, after)) return [];
  const pairs = matchItems(before, after, identity);
  // Without identities the list can only be shown whole.
  if (pairs === undefined) {
    return row(path, before, after, (value) => isEmptyValue(value) || isEmptyList(value));
  }
  const rows = pairs.flatMap(({ id, old, fresh }) => {
    const itemPath = [...path, { item: id }];
    return isJsonObject(old) && isJsonObject(fresh)
      ? diffMembers(itemPath, old, fresh, diffLeaf)
      : row(itemPath, old, fresh, (value) => value === undefined);
  });
  if (rows.length > 0) return rows;
  if (isEmptyList(before ?? []) && isEmptyList(after ?? [])) return [];
  return [
    {
      field: printPath(path),
      kind: "changed",
      ...compact({ before, after }),
      orderOnly: true,
    },
  ];
}

function isEmptyList(value: Json | undefined): boolean {
  return value === null || (isJsonArray(value) && value.length === 0);
}
