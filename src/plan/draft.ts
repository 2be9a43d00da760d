/**
 * A value while edits are laid over it. What an edit goes into is opened once and then changed in place, so that many
 * edits of one map or one list cost what they touch, and not a copy of the whole for each.
 */
import type { Identity } from "../domain/fields.ts";
import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../domain/json.ts";
import { identitiesOf } from "../domain/members.ts";

/** A value that no edit has gone into, or one that is open. */
export type Draft = Json | undefined | OpenObject | OpenList;

const objectMark = Symbol("object");
const listMark = Symbol("list");

export interface OpenObject {
  readonly mark: typeof objectMark;
  readonly members: Map<string, Draft>;
}

/** A place in a list, whatever moves around it. */
export interface Cell {
  item: Draft;
  /** Everything that the item can be named by; the first is what it goes by. */
  names: readonly string[];
}

export interface OpenList {
  readonly mark: typeof listMark;
  readonly identity: Identity;
  cells: readonly Cell[];
  /** Cells that are no more in the list; they stand in it until they have to be counted. */
  readonly gone: Set<Cell>;
  readonly named: Map<string, Set<Cell>>;
}

export function isOpenObject(draft: Draft): draft is OpenObject {
  return (draft as { mark?: unknown } | null | undefined)?.mark === objectMark;
}

export function isOpenList(draft: Draft): draft is OpenList {
  return (draft as { mark?: unknown } | null | undefined)?.mark === listMark;
}

/** The object, open; undefined where the value is none. */
export function openObject(draft: Draft): OpenObject | undefined {
  if (isOpenObject(draft)) return draft;
  if (isOpenList(draft) || !isJsonObject(draft)) return undefined;
  return { mark: objectMark, members: new Map(Object.entries(draft)) };
}

export function emptyObject(): OpenObject {
  return { mark: objectMark, members: new Map() };
}

/** Whether it is an object without members. */
export function isEmptyMap(held: Draft): boolean {
  if (isOpenObject(held)) return held.members.size === 0;
  return !isOpenList(held) && isJsonObject(held) && Object.keys(held).length === 0;
}

/** Whether it is an object of which no member holds anything. */
export function holdsNothing(held: Draft): boolean {
  if (isOpenObject(held)) return [...held.members.values()].every((member) => member === null);
  return (
    !isOpenList(held) &&
    isJsonObject(held) &&
    Object.values(held).every((member) => member === null)
  );
}

/** The list, open; an empty one where the value is none. */
export function openList(draft: Draft, identity: Identity): OpenList {
  if (isOpenList(draft)) return draft;
  const items = !isOpenObject(draft) && isJsonArray(draft) ? draft : [];
  const cells = items.map((item): Cell => ({ item, names: identitiesOf(item, identity) }));
  const list: OpenList = { mark: listMark, identity, cells, gone: new Set(), named: new Map() };
  for (const cell of cells) enter(list, cell);
  return list;
}

/** The cells whose items can be named so. */
export function cellsNamed({ named }: OpenList, name: string): readonly Cell[] {
  return [...(named.get(name) ?? [])];
}

/** The items that are in the list, in their order. */
export function cellsOf({ cells, gone }: OpenList): readonly Cell[] {
  return gone.size === 0 ? cells : cells.filter((cell) => !gone.has(cell));
}

export function takeOut(list: OpenList, cell: Cell): void {
  leave(list, cell);
  list.gone.add(cell);
}

/** @param position among the items that are in the list; missing: at its end */
export function putIn(list: OpenList, item: Json, position: number | undefined): void {
  const cell: Cell = { item, names: identitiesOf(item, list.identity) };
  enter(list, cell);
  const cells = list.gone.size === 0 ? (list.cells as Cell[]) : [...cellsOf(list)];
  list.gone.clear();
  cells.splice(position ?? cells.length, 0, cell);
  list.cells = cells;
}

/** Gives the cell another item, or the same one after an edit inside of it. */
export function refill(list: OpenList, cell: Cell, item: Draft): void {
  leave(list, cell);
  cell.item = item;
  cell.names = identitiesOf(namingPart(item, list.identity), list.identity);
  enter(list, cell);
}

/** What names an item is read without closing all of it. */
function namingPart(item: Draft, identity: Identity): Json {
  if (!isOpenObject(item)) return closed(item) ?? null;
  const keys = identity.flat().filter((key) => item.members.has(key));
  return Object.fromEntries(keys.map((key) => [key, closed(item.members.get(key)) ?? null]));
}

function enter({ named }: OpenList, cell: Cell): void {
  for (const name of cell.names) {
    const same = named.get(name);
    if (same === undefined) named.set(name, new Set([cell]));
    else same.add(cell);
  }
}

function leave({ named }: OpenList, cell: Cell): void {
  for (const name of cell.names) named.get(name)?.delete(cell);
}

/** The value as JSON again. */
export function closed(draft: Draft): Json | undefined {
  if (isOpenList(draft)) return cellsOf(draft).map(({ item }) => closed(item) ?? null);
  if (!isOpenObject(draft)) return draft;
  const entries = [...draft.members].flatMap(([key, held]): readonly [string, Json][] => {
    const value = closed(held);
    return value === undefined ? [] : [[key, value]];
  });
  return Object.fromEntries(entries) satisfies JsonObject;
}
