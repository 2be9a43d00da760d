/** Many edits of one map or one list at once: a copy of it for each of them would make many take for ever. */
import { fieldOf, type Identity } from "../domain/fields.ts";
import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../domain/json.ts";
import { identitiesOf, own } from "../domain/members.ts";
import type { Edit } from "../domain/patch.ts";
import { type Path, printPath } from "../domain/path.ts";

/** The edits in their order; what follows one another and names keys of one map, or takes items out of one list, is a group. */
export function together(edits: readonly Edit[]): readonly (readonly Edit[])[] {
  const groups: Edit[][] = [];
  let above: string | undefined;
  for (const edit of edits) {
    const place = placeOf(edit);
    const last = groups.at(-1);
    if (last !== undefined && place !== undefined && place === above) last.push(edit);
    else groups.push([edit]);
    above = place;
  }
  return groups;
}

/** What the edits of a group share; undefined for one that is always alone. */
function placeOf(edit: Edit): string | undefined {
  const { field, rest } = edit;
  if (namesKey(edit)) return `key ${field} ${printPath(rest.slice(0, -1))}`;
  if (renamesItem(edit)) return `name ${field}`;
  return takesItem(edit) ? `item ${field}` : undefined;
}

/** Whether it sets or takes out one key of a map, however deep. */
export function namesKey({ field, rest, op }: Edit): boolean {
  return (
    fieldOf(field).kind === "map" &&
    op !== "add" &&
    rest.length > 0 &&
    rest.every((segment) => "key" in segment)
  );
}

function takesItem({ rest: [segment, ...deeper], op }: Edit): boolean {
  return op === "unset" && segment !== undefined && "item" in segment && deeper.length === 0;
}

/** Whether it changes what an item of a list goes by. */
export function renamesItem({ field, rest: [segment, member, ...deeper] }: Edit): boolean {
  return (
    segment !== undefined &&
    "item" in segment &&
    member !== undefined &&
    "key" in member &&
    deeper.length === 0 &&
    (fieldOf(field).identity ?? []).flat().includes(member.key)
  );
}

/** What changes an item's name goes last: until then every edit finds it under the name that it has. */
export function namesLast(edits: readonly Edit[]): readonly Edit[] {
  const names = edits.filter(renamesItem);
  return names.length === 0 ? edits : [...edits.filter((edit) => !renamesItem(edit)), ...names];
}

/**
 * The list with items renamed, each found under the name that it has now, so that two may swap theirs; undefined where
 * not every name is that of one item.
 */
export function withNames(held: Json | undefined, edits: readonly Edit[]): Json | undefined {
  const [first] = edits;
  if (!isJsonArray(held) || first === undefined) return undefined;
  const places = placesByName(held, fieldOf(first.field).identity ?? []);
  const renamed: Json[] = [...held];
  for (const edit of edits) {
    const [segment, member] = edit.rest;
    if (segment === undefined || !("item" in segment)) return undefined;
    if (member === undefined || !("key" in member)) return undefined;
    const [index = -1, ...twins] = places.get(segment.item) ?? [];
    const item = renamed[index];
    if (twins.length > 0 || !isJsonObject(item)) return undefined;
    const { [member.key]: _old, ...others } = item;
    renamed[index] = edit.op === "unset" ? others : { ...item, [member.key]: edit.value };
  }
  return renamed;
}

/** What stands below these keys. */
export function valueInside(value: Json | undefined, keys: Path): Json | undefined {
  return keys.reduce<Json | undefined>(
    (held, segment) => ("key" in segment ? own(held, segment.key) : undefined),
    value,
  );
}

/** The map with the edits of its keys. */
export function withKeys(held: JsonObject, edits: readonly Edit[]): JsonObject {
  const entries = new Map(Object.entries(held));
  for (const edit of edits) {
    const segment = edit.rest.at(-1);
    if (segment === undefined || !("key" in segment)) continue;
    if (edit.op === "unset") entries.delete(segment.key);
    else entries.set(segment.key, edit.value);
  }
  return Object.fromEntries(entries);
}

/**
 * The list without the items that the edits name; undefined where not every one of them names one item of its own.
 *
 * @param mayBeGone a name that no item has is none too many
 */
export function withoutItems(
  held: Json | undefined,
  edits: readonly Edit[],
  mayBeGone: boolean,
): Json | undefined {
  const [first] = edits;
  if (!isJsonArray(held) || first === undefined) return undefined;
  const called = placesByName(held, fieldOf(first.field).identity ?? []);
  const taken = new Set<number>();
  for (const { rest } of edits) {
    const [segment] = rest;
    const places =
      segment !== undefined && "item" in segment ? called.get(segment.item) : undefined;
    if (places === undefined && mayBeGone) continue;
    const [index = -1, ...twins] = places ?? [];
    if (index === -1 || twins.length > 0 || taken.has(index)) return undefined;
    taken.add(index);
  }
  return held.filter((_item, index) => !taken.has(index));
}

/** Where the items that can be named so stand. */
function placesByName(
  list: readonly Json[],
  identity: Identity,
): ReadonlyMap<string, ReadonlySet<number>> {
  const places = new Map<string, Set<number>>();
  for (const [index, item] of list.entries()) {
    for (const name of identitiesOf(item, identity)) {
      places.set(name, (places.get(name) ?? new Set()).add(index));
    }
  }
  return places;
}
