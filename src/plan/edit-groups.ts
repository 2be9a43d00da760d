/** Many edits of one map or one list at once: a copy of it for each of them would make many take for ever. */
import { fieldOf } from "../domain/fields.ts";
import { isJsonArray, type Json, type JsonObject } from "../domain/json.ts";
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
  const identity = fieldOf(first.field).identity ?? [];
  const called = new Map<string, Set<number>>();
  for (const [index, item] of held.entries()) {
    for (const name of identitiesOf(item, identity)) {
      called.set(name, (called.get(name) ?? new Set()).add(index));
    }
  }
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
