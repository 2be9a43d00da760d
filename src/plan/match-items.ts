/** Two lists of one field, item by item: which is which before and after. */
import type { Identity } from "../domain/fields.ts";
import { isJsonArray, isJsonObject, type Json, type JsonObject, sameJson } from "../domain/json.ts";
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
 * says so. Undefined where something in either list has no identity, or shares it with another.
 */
export function matchItems(
  before: Json | undefined,
  after: Json | undefined,
  identity: Identity,
): readonly ItemPair[] | undefined {
  const left = itemsById(before, identity);
  const right = itemsById(after, identity);
  if (left === undefined || right === undefined) return undefined;
  const gone = [...left].filter(([id]) => !right.has(id));
  const come = new Map([...right].filter(([id]) => !left.has(id)));
  const renamed = new Map<string, ItemPair>();
  const isOnly = gone.length === 1 && come.size === 1;
  for (const [id, old] of gone) {
    const [found] = [...come]
      .map(([name, fresh]) => ({ name, fresh, likeness: likeness(old, fresh, identity, isOnly) }))
      .filter((candidate) => candidate.likeness > 0)
      .toSorted((one, other) => other.likeness - one.likeness);
    if (found === undefined) continue;
    come.delete(found.name);
    renamed.set(id, { id, renamedTo: found.name, old, fresh: found.fresh });
  }
  return [
    ...[...left].map(([id, old]): ItemPair => {
      const fresh = right.get(id);
      return renamed.get(id) ?? (fresh === undefined ? { id, old } : { id, old, fresh });
    }),
    ...[...come].map(([id, fresh]): ItemPair => ({ id, fresh })),
  ];
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
): ReadonlyMap<string, Json> | undefined {
  if (list === undefined || list === null || list === "") return new Map();
  if (!isJsonArray(list)) return undefined;
  const items = new Map<string, Json>();
  for (const item of list) {
    const id = identityOf(item, identity);
    if (id === undefined || id.includes("]") || items.has(id)) return undefined;
    items.set(id, item);
  }
  return items;
}
