/** What an update's answer leaves out of a record that was read before. Pure. */
import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../domain/json.ts";
import type { Provider } from "../providers/contract.ts";
import { rootOf } from "../domain/members.ts";
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
  const unmissed = new Set([...provider.volatile, ...(provider.onlyRead ?? [])]);
  const expected = { ...native, ...body };
  const readable = new Set(
    fieldsOf(provider).flatMap((field) => {
      const mapping = mappingOf(provider, field);
      return mapping === undefined || mapping.access === "write-only" ? [] : [rootOf(mapping.path)];
    }),
  );
  return Object.keys(expected)
    .filter((name) => !unmissed.has(name))
    .filter((name) => Object.hasOwn(native, name) || readable.has(name))
    .flatMap((name) => missing(name, expected[name], answer, name));
}

function missing(path: string, want: Json | undefined, holder: JsonObject, key: string): string[] {
  if (holdsNothing(want)) return [];
  if (!Object.hasOwn(holder, key)) return [path];
  const have = holder[key];
  if (!isJsonObject(want) || !isJsonObject(have)) return [];
  return Object.keys(want).flatMap((name) => missing(`${path}.${name}`, want[name], have, name));
}

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
  const names = new Set([...Object.keys(under), ...Object.keys(over)]);
  return Object.fromEntries(
    [...names].map((name): [string, Json] => {
      const [low, high] = [under[name] ?? null, over[name]];
      if (!Object.hasOwn(over, name) || high === undefined) return [name, low];
      return [name, isJsonObject(low) && isJsonObject(high) ? overlaid(low, high) : high];
    }),
  );
}
