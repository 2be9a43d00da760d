/** What an update's answer leaves out of a record that was read before. Pure. */
import { isJsonArray, isJsonObject, type Json, type JsonObject, putOwn } from "../domain/json.ts";
import type { Provider } from "../providers/contract.ts";
import { keysOfBoth, own, rootOf } from "../domain/members.ts";
import { fieldsOf, mappingOf } from "../providers/wire/record.ts";
import { isEmptyValue } from "./diff.ts";
import type { Plan } from "./plan.ts";

/**
 * Paths in the vendor's record of what should still be there and is not in the answer. A member that the update
 * empties may be left out, and one that no answer to an update carries is not missed.
 */
export function lackingIn(
  provider: Provider,
  { body }: Plan,
  native: JsonObject,
  answer: JsonObject,
): readonly string[] {
  const { unmissed, readable } = membersOf(provider);
  const expected = { ...native, ...body };
  return Object.keys(expected)
    .filter((name) => !unmissed.has(name))
    .filter((name) => Object.hasOwn(native, name) || readable.has(name))
    .flatMap((name) => missing("", expected[name], answer, name));
}

interface Members {
  readonly unmissed: ReadonlySet<string>;
  readonly readable: ReadonlySet<string>;
}

const known = new WeakMap<Provider, Members>();

function membersOf(provider: Provider): Members {
  const found = known.get(provider);
  if (found !== undefined) return found;
  const readable = fieldsOf(provider).flatMap((field) => {
    const mapping = mappingOf(provider, field);
    return mapping === undefined || mapping.access === "write-only" ? [] : [rootOf(mapping.path)];
  });
  const members = {
    unmissed: new Set([...provider.volatile, ...(provider.onlyRead ?? [])]),
    readable: new Set(readable),
  };
  known.set(provider, members);
  return members;
}

/** @param above the path of the holder, with a dot behind it, or nothing */
function missing(
  above: string,
  want: Json | undefined,
  holder: JsonObject,
  key: string,
): readonly string[] {
  if (holdsNothing(want)) return none;
  if (!Object.hasOwn(holder, key)) return [`${above}${key}`];
  const have = holder[key];
  if (!isJsonObject(want) || !isJsonObject(have)) return none;
  const inside = `${above}${key}.`;
  return Object.keys(want).flatMap((name) => missing(inside, want[name], have, name));
}

const none: readonly string[] = [];

function holdsNothing(value: Json | undefined): boolean {
  if (isEmptyValue(value)) return true;
  return isJsonArray(value)
    ? value.length === 0
    : isJsonObject(value) && Object.values(value).every(holdsNothing);
}

/** The record as it would be if what the answer leaves out were as asked, and else as it was. */
export function presumedFrom({ body }: Plan, native: JsonObject, answer: JsonObject): JsonObject {
  return overlaid({ ...native, ...body }, answer);
}

function overlaid(under: JsonObject, over: JsonObject): JsonObject {
  const all: Record<string, Json> = {};
  for (const name of keysOfBoth(under, over)) {
    const [low, high] = [own(under, name) ?? null, own(over, name)];
    const isInside = isJsonObject(low) && isJsonObject(high);
    putOwn(all, name, isInside ? overlaid(low, high) : high === undefined ? low : high);
  }
  return all;
}
