/** The patch that takes a change back. */
import type { Location } from "../domain/errors.ts";
import { fieldOf, type FieldName, type Identity } from "../domain/fields.ts";
import { isJsonArray, isJsonObject, type Json, type JsonObject, sameJson } from "../domain/json.ts";
import { identityOf, own } from "../domain/members.ts";
import type { Edit } from "../domain/patch.ts";
import type { Path } from "../domain/path.ts";
import type { Provider } from "../providers/contract.ts";
import { mappingOf } from "../providers/wire/record.ts";
import { isEmptyValue } from "./diff.ts";
import { type ItemPair, matchItems } from "./match-items.ts";

/** A field before a change, and as the change asked for it; a missing value is none. */
export interface FieldTurn {
  readonly field: FieldName;
  readonly before?: Json;
  readonly after?: Json;
  /** The provider never returns the field, so that `before` is not known. */
  readonly unreadable?: true;
}

export interface Inverse {
  readonly edits: readonly Edit[];
  /** What cannot be taken back, and why. */
  readonly lost: readonly { readonly field: FieldName; readonly why: string }[];
}

/**
 * Turns every field back to what it held. Inside a map, an object or a list only the keys and items that the change
 * named are touched, so that what others wrote beside them stays.
 */
export function inverseOf(
  provider: Provider,
  turns: readonly FieldTurn[],
  location: Location,
): Inverse {
  const parts = turns.map((turn) => invert(provider, turn, location));
  return {
    edits: parts.flatMap(({ edits }) => edits),
    lost: parts.flatMap(({ lost }) => lost),
  };
}

function invert(provider: Provider, turn: FieldTurn, location: Location): Inverse {
  const { field, before, after } = turn;
  if (turn.unreadable === true) {
    return lose(field, `${provider.title} never returns it, so what it held before is not known`);
  }
  if (mappingOf(provider, field)?.access === "read-only") {
    return lose(field, `no update of ${provider.title}'s sets it`);
  }
  const { kind } = fieldOf(field);
  if (kind === "map" && !isEmptyValue(before) && !isJsonObject(before)) {
    return lose(field, "it held no map before, and nothing else is ever sent");
  }
  if (kind === "map" && (isJsonObject(before) || isJsonObject(after))) {
    return { edits: invertMembers(field, asObject(before), asObject(after), location), lost: [] };
  }
  if (kind === "object" && isJsonObject(before)) {
    return { edits: invertMembers(field, before, asObject(after), location), lost: [] };
  }
  const items = kind === "list" || kind === "stringList" ? invertItems(turn, location) : undefined;
  if (items !== undefined) return { edits: items, lost: [] };
  if (!isEmptyValue(before)) {
    return { edits: [{ field, rest: [], op: "set", value: before ?? null, location }], lost: [] };
  }
  if (mappingOf(provider, field)?.clear === undefined) {
    return lose(field, `it was empty before, and ${provider.title}'s API has no way to clear it`);
  }
  const whole = { field, rest: [], op: "unset", location } as const;
  // Of an object that was made only its own members go; it goes itself unless others put something into it.
  return kind === "object" && isJsonObject(after)
    ? {
        edits: [...invertMembers(field, {}, after, location), { ...whole, onlyEmpty: true }],
        lost: [],
      }
    : { edits: [whole], lost: [] };
}

/** @param above from the field down to the object */
function invertMembers(
  field: FieldName,
  before: JsonObject,
  after: JsonObject,
  location: Location,
  above: Path = [],
): readonly Edit[] {
  const { kind } = fieldOf(field);
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap((key): readonly Edit[] => {
    const [old, fresh] = [own(before, key), own(after, key)];
    if (sameJson(old, fresh)) return [];
    const rest = [...above, { key }];
    if (kind === "map" && isJsonObject(old ?? fresh) && isJsonObject(fresh ?? old)) {
      return invertMap(field, [old, fresh], location, rest);
    }
    return old === undefined || (old === null && kind === "object")
      ? [{ field, rest, op: "unset", location }]
      : [{ field, rest, op: "set", value: old, location }];
  });
}

/** A map within a map: one that was made goes only if nothing of others is in it, and one that was taken out is filled again. */
function invertMap(
  field: FieldName,
  [old, fresh]: readonly [Json | undefined, Json | undefined],
  location: Location,
  rest: Path,
): readonly Edit[] {
  const inside = invertMembers(field, asObject(old), asObject(fresh), location, rest);
  if (old === undefined) {
    return [...inside, { field, rest, op: "unset", onlyEmpty: true, location }];
  }
  return inside.length === 0 ? [{ field, rest, op: "set", value: old, location }] : inside;
}

/** Item by item; undefined where items cannot be told apart, or their order is what changed. */
function invertItems(
  { field, before, after }: FieldTurn,
  location: Location,
): readonly Edit[] | undefined {
  const identity = fieldOf(field).identity ?? [];
  const pairs = matchItems(before, after, identity);
  if (pairs === undefined || !keepsOrder(pairs, after, identity)) return undefined;
  const taken = pairs.flatMap(({ id, renamedTo, old, fresh }): readonly Edit[] => {
    if (fresh === undefined) return [];
    const rest = [{ item: renamedTo ?? id }];
    if (old === undefined) return [{ field, rest, op: "unset", location }];
    const edits = invertMembers(field, asObject(old), asObject(fresh), location, rest);
    // The identity comes last: until then the item has the name that the other edits call it by.
    return edits.toSorted(
      (one, other) => namesItself(one, identity) - namesItself(other, identity),
    );
  });
  const positions = new Map(
    (isJsonArray(before) ? before : []).map((item, index) => [item, index]),
  );
  const back = pairs.flatMap(({ id, old, fresh }): readonly Edit[] =>
    old === undefined || fresh !== undefined
      ? []
      : [
          {
            field,
            rest: [{ item: id }],
            op: "add",
            value: old,
            position: positions.get(old) ?? 0,
            location,
          },
        ],
  );
  return [...taken, ...back];
}

function namesItself({ rest }: Edit, identity: Identity): number {
  const last = rest.at(-1);
  return last !== undefined && "key" in last && identity.flat().includes(last.key) ? 1 : 0;
}

/** Whether something changes, and the items that are in both lists follow one another in the same way. */
function keepsOrder(
  pairs: readonly ItemPair[],
  after: Json | undefined,
  identity: Identity,
): boolean {
  if (pairs.every(({ old, fresh }) => sameJson(old, fresh))) return false;
  const stay = pairs
    .filter(({ old, fresh }) => old !== undefined && fresh !== undefined)
    .map(({ id, renamedTo }) => renamedTo ?? id);
  const names = new Set(stay);
  const found = (isJsonArray(after) ? after : [])
    .map((item) => identityOf(item, identity))
    .filter((name) => name !== undefined && names.has(name));
  return stay.every((name, index) => name === found[index]);
}

function asObject(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}

function lose(field: FieldName, why: string): Inverse {
  return { edits: [], lost: [{ field, why }] };
}
