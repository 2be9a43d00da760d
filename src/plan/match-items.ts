/** Two lists of one field, item by item: which is which before and after. */
import type { Identity } from "../domain/fields.ts";
import {
  isJsonArray,
  isJsonObject,
  type Json,
  type JsonObject,
  printJson,
  sameJson,
  sortKeys,
} from "../domain/json.ts";
import { identityOf, own } from "../domain/members.ts";

/** An item of either list, or the one that it became. */
export interface ItemPair {
  /** What it is called before; for a new item, after. */
  readonly id: string;
  /** What it is called after, where that is something else. */
  readonly renamedTo?: string;
  readonly old?: Json;
  readonly fresh?: Json;
}

/**
 * Pairs the items by their identity. An item whose identity itself changed is still the same item where the rest of it
 * says so. Undefined where something in either list has no identity, or shares it with another; those that share it and
 * are the same in both lists are told apart by nothing, and need not be.
 */
export function matchItems(
  before: Json | undefined,
  after: Json | undefined,
  identity: Identity,
): readonly ItemPair[] | undefined {
  const left = itemsById(before, identity);
  const right = itemsById(after, identity);
  if (left === undefined || right === undefined) return undefined;
  for (const [id, items] of [...left, ...right]) {
    if (items.length > 1 && !sameJson(left.get(id), right.get(id))) return undefined;
  }
  const gone = [...left].flatMap(([id, [old]]) =>
    right.has(id) || old === undefined ? [] : [{ id, old }],
  );
  const come = new Map(
    [...right].flatMap(([id, [fresh]]) =>
      left.has(id) || fresh === undefined ? [] : [[id, fresh] as const],
    ),
  );
  const renamed = renamedItems(gone, come, identity);
  return [
    ...[...left].flatMap(([id, items]) => {
      const fresh = right.get(id);
      return items.map((old, index): ItemPair => {
        const same = fresh?.[index];
        return renamed.get(id) ?? (same === undefined ? { id, old } : { id, old, fresh: same });
      });
    }),
    ...[...come].map(([id, fresh]): ItemPair => ({ id, fresh })),
  ];
}

/** What many items have in common tells none of them: of so many comparisons each one left gets its share. */
const comparisons = 10_000;
const fewest = 8;

/** @param come items of the later list without one in the earlier; what is found to be one of it is taken out */
function renamedItems(
  gone: readonly { readonly id: string; readonly old: Json }[],
  come: Map<string, Json>,
  identity: Identity,
): ReadonlyMap<string, ItemPair> {
  const renamed = new Map<string, ItemPair>();
  const isOnly = gone.length === 1 && come.size === 1;
  const most = Math.max(fewest, Math.floor(comparisons / Math.max(1, gone.length)));
  const alike = come.size > most ? byContent(come, identity) : undefined;
  for (const { id, old } of gone) {
    const names = alike === undefined ? come.keys() : namesLike(old, alike, most, identity);
    let best: { readonly name: string; readonly fresh: Json; readonly sure: number } | undefined;
    for (const name of names) {
      const fresh = come.get(name);
      if (fresh === undefined) continue;
      const sure = likeness(old, fresh, identity, isOnly);
      if (sure > (best?.sure ?? 0)) best = { name, fresh, sure };
    }
    if (best === undefined) continue;
    come.delete(best.name);
    renamed.set(id, { id, renamedTo: best.name, old, fresh: best.fresh });
  }
  return renamed;
}

/** Names of the items that hold a value under a key, in the order of the list. */
function byContent(
  items: ReadonlyMap<string, Json>,
  identity: Identity,
): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, string[]>();
  for (const [name, item] of items) {
    for (const content of contentsOf(item, identity)) {
      const same = names.get(content);
      if (same === undefined) names.set(content, [name]);
      else same.push(name);
    }
  }
  return names;
}

function namesLike(
  item: Json,
  alike: ReadonlyMap<string, readonly string[]>,
  most: number,
  identity: Identity,
): ReadonlySet<string> {
  const found = contentsOf(item, identity).map((content) => alike.get(content) ?? []);
  return new Set(found.filter(({ length }) => length <= most).flat());
}

function contentsOf(item: Json, identity: Identity): readonly string[] {
  if (!isJsonObject(item)) return [];
  const named = identity.flat();
  return Object.entries(item)
    .filter(
      ([name, value]) =>
        !named.includes(name) && isTelling(item, name) && typeof value !== "boolean",
    )
    .map(([name, value]) => printJson([name, sortKeys(value)]));
}

/** How sure it is that one became the other; 0 for not at all. */
function likeness(old: Json, fresh: Json, identity: Identity, isOnly: boolean): number {
  if (!isJsonObject(old) || !isJsonObject(fresh)) return 0;
  const names = Object.keys(old).filter((name) => !identity.flat().includes(name));
  const told = names.filter((name) => isTelling(old, name) && isTelling(fresh, name));
  const same = told.filter((name) => sameJson(old[name], fresh[name]));
  const tells = same.filter((name) => typeof old[name] !== "boolean").length;
  const differing = told.length - same.length;
  if (tells > differing) return tells - differing;
  return isOnly && differing === 0 ? 0.5 : 0;
}

function isTelling(item: JsonObject, name: string): boolean {
  const value = own(item, name);
  return value !== undefined && value !== null && value !== "";
}

function itemsById(
  list: Json | undefined,
  identity: Identity,
): ReadonlyMap<string, readonly Json[]> | undefined {
  if (list === undefined || list === null || list === "") return new Map();
  if (!isJsonArray(list)) return undefined;
  const items = new Map<string, Json[]>();
  for (const item of list) {
    const id = identityOf(item, identity);
    if (id === undefined || id.includes("]")) return undefined;
    const same = items.get(id);
    if (same === undefined) items.set(id, [item]);
    else same.push(item);
  }
  return items;
}
