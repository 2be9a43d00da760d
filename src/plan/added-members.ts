/** What a vendor adds to the items of a list by itself, so that it is neither taken for a change nor lost. */
import { fieldOf, type FieldName } from "../domain/fields.ts";
import { isJsonArray, isJsonObject, type Json, type JsonObject, sameJson } from "../domain/json.ts";
import { identityOf, isCalled, own } from "../domain/members.ts";
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
  return want.map((item) => {
    if (!isJsonObject(item)) return item;
    const [same, ...others] = held.filter((other) => isSame(field, item, other, adds));
    return same === undefined || others.length > 0 ? item : { ...added(item, same, adds), ...item };
  });
}

/** By the id or whatever else identifies it; without any, by all that the vendor did not add. */
function isSame(field: FieldName, item: JsonObject, held: JsonObject, adds: Adds): boolean {
  const identity = fieldOf(field).identity ?? [];
  const name = identityOf(item, identity);
  if (name !== undefined) return isCalled(held, identity, name);
  return sameJson({ ...added(item, held, adds), ...item }, held);
}

function added(item: JsonObject, held: JsonObject, { id, others }: Adds): JsonObject {
  const missing = Object.entries(held).filter(
    ([name, value]) =>
      !Object.hasOwn(item, name) && (name === id || sameJson(own(others, name), value)),
  );
  return Object.fromEntries(missing);
}
