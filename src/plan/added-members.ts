/** What a vendor adds to the items of a list by itself, so that it is neither taken for a change nor lost. */
import { fieldOf, type FieldName, type Identity } from "../domain/fields.ts";
import { isJsonArray, isJsonObject, type Json, type JsonObject, sameJson } from "../domain/json.ts";
import { identitiesOf, identityOf, own } from "../domain/members.ts";
import type { Mapping, Provider } from "../providers/contract.ts";
import { mappingOf } from "../providers/wire/record.ts";

type Adds = NonNullable<Mapping["adds"]>;

/**
 * The list that is wanted, each item with what the vendor added to the same item of the list that it holds: its id, so
 * that an item given without it stays the same one, and what stands for a member that was left out.
 */
export function withAdded(
  provider: Provider,
  field: FieldName,
  want: Json | undefined,
  have: Json | undefined,
): Json | undefined {
  const adds = mappingOf(provider, field)?.adds;
  if (adds === undefined || !isJsonArray(want) || !isJsonArray(have)) return want;
  const held = have.filter(isJsonObject);
  const identity = fieldOf(field).identity ?? [];
  const named = namedItems(held, identity);
  // By the id or whatever else identifies it; without any, by all that the vendor did not add.
  const sameAs = (item: JsonObject): readonly JsonObject[] => {
    const name = identityOf(item, identity);
    if (name !== undefined) return named.get(name) ?? [];
    return held.filter((other) => sameJson({ ...added(item, other, adds), ...item }, other));
  };
  return want.map((item) => {
    if (!isJsonObject(item)) return item;
    const [same, ...others] = sameAs(item);
    return same === undefined || others.length > 0 ? item : { ...added(item, same, adds), ...item };
  });
}

/** Each item by everything that it can be called. */
function namedItems(
  items: readonly JsonObject[],
  identity: Identity,
): ReadonlyMap<string, readonly JsonObject[]> {
  const named = new Map<string, JsonObject[]>();
  for (const item of items) {
    for (const name of new Set(identitiesOf(item, identity))) {
      const same = named.get(name);
      if (same === undefined) named.set(name, [item]);
      else same.push(item);
    }
  }
  return named;
}

function added(item: JsonObject, held: JsonObject, { id, others }: Adds): JsonObject {
  const missing = Object.entries(held).filter(
    ([name, value]) =>
      !Object.hasOwn(item, name) && (name === id || sameJson(own(others, name), value)),
  );
  return Object.fromEntries(missing);
}
