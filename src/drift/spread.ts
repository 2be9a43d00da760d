/** Values with something in them, as a row for each key and each item. */
import type { DriftValue } from "../domain/documents/drift.ts";
import type { Identity } from "../domain/fields.ts";
import { isJsonArray, isJsonObject, type Json } from "../domain/json.ts";
import { identityOf, isNothing, own } from "../domain/members.ts";
import type { Path } from "../domain/path.ts";
import { type Compared, isComparable, leafRow, type Row } from "./leaf.ts";

type Cells = readonly DriftValue[];
type Spread = (path: Path, cells: Cells, compared: Compared) => readonly Row[];

const leaf: Spread = (path, cells, compared) => [leafRow(path, cells, compared)];

/** Free data, key by key: in it null is a value like any other; only a missing key is none. */
export const mapRows: Spread = (path, cells, compared) =>
  isSpread(cells, (value) => isNothing(value) || isJsonObject(value))
    ? memberRows(path, cells, { ...compared, isNone: (value) => value === undefined }, freeRows)
    : leaf(path, cells, compared);

const freeRows: Spread = (path, cells, compared) =>
  cells.every(({ state }) => state !== "absent") && isSpread(cells, isJsonObject)
    ? memberRows(path, cells, compared, freeRows)
    : leaf(path, cells, compared);

/** An object of the vocabulary, member by member. */
export const objectRows: Spread = (path, cells, compared) =>
  isSpread(cells, (value) => isNothing(value) || isJsonObject(value))
    ? memberRows(path, cells, compared, leaf)
    : leaf(path, cells, compared);

/** A list item by item, in any order; whole where something in it has no identity, or shares it with another. */
export function listRows(
  path: Path,
  cells: Cells,
  identity: Identity,
  compared: Compared,
): readonly Row[] {
  const lists = cells.map(({ value }) => itemsById(value, identity));
  const known = lists.filter((items) => items !== undefined);
  const ids = new Set(known.flatMap((items) => [...items.keys()]));
  if (known.length < lists.length || ids.size === 0) return leaf(path, cells, compared);
  return [...ids].flatMap((id) => {
    const items = cells.map((cell, index) => inside(cell, lists[index]?.get(id)));
    const rows = isSpread(items, isJsonObject) && items.every(({ state }) => state !== "absent");
    const itemPath = [...path, { item: id }];
    return rows ? memberRows(itemPath, items, compared, leaf) : leaf(itemPath, items, compared);
  });
}

/** Whether each value that is there may be looked into, and one holds something. */
function isSpread(cells: Cells, may: (value: Json | undefined) => boolean): boolean {
  const there = cells.filter(({ state }) => state === "value");
  return (
    there.every(({ value }) => may(value)) &&
    there.some(({ value }) => isJsonObject(value) && Object.keys(value).length > 0)
  );
}

function memberRows(path: Path, cells: Cells, compared: Compared, spread: Spread): readonly Row[] {
  const keys = new Set(
    cells.flatMap(({ value }) => (isJsonObject(value) ? Object.keys(value) : [])),
  );
  return [...keys].flatMap((key) =>
    spread(
      [...path, { key }],
      cells.map((cell) => inside(cell, own(cell.value, key))),
      compared,
    ),
  );
}

/** What stands within; what cannot be compared cannot be there either. */
function inside(cell: DriftValue, value: Json | undefined): DriftValue {
  if (!isComparable(cell)) return cell;
  return value === undefined ? { state: "absent" } : { state: "value", value };
}

/** Undefined where the value is no list, or its items cannot be told apart. */
function itemsById(
  list: Json | undefined,
  identity: Identity,
): ReadonlyMap<string, Json> | undefined {
  if (isNothing(list)) return new Map();
  if (!isJsonArray(list)) return undefined;
  const items = new Map<string, Json>();
  for (const item of list) {
    const id = identityOf(item, identity);
    if (id === undefined || id.includes("]") || items.has(id)) return undefined;
    items.set(id, item);
  }
  return items;
}
