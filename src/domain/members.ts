/** Reading and writing what is inside a value: members by dotted path (`address.zip`), items by what identifies them. */
import type { Identity } from "./fields.ts";
import { isExactNumber, isJsonArray, isJsonObject, type Json, type JsonObject } from "./json.ts";

/** A JSON object under construction. */
export type Draft = { [key: string]: Json | Draft };

/** The member under the path; undefined where something on the way is missing or no object. */
export function memberAt(record: Json | undefined, path: string): Json | undefined {
  let value: Json | undefined = record;
  if (!path.includes(".")) return own(value, path);
  for (const key of path.split(".")) {
    value = own(value, key);
  }
  return value;
}

/** The object's own member; undefined where the value is no object or has none of that name. */
export function own(value: Json | undefined, key: string): Json | undefined {
  return isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** The keys of the first, then those that only the second has. */
export function keysOfBoth(first: JsonObject, second: JsonObject): readonly string[] {
  const keys = Object.keys(first);
  for (const key of Object.keys(second)) if (!Object.hasOwn(first, key)) keys.push(key);
  return keys;
}

/** The table's own entry under a name from outside: what every object inherits, such as `constructor`, is none. */
export function entryAt<T>(
  table: Readonly<Record<string, T>> | undefined,
  name: string,
): T | undefined {
  return table !== undefined && Object.hasOwn(table, name) ? table[name] : undefined;
}

/** Puts the value under the path, making the objects on the way. */
export function putMember(draft: Draft, path: string, value: Json): void {
  if (!path.includes(".")) {
    draft[path] = value;
    return;
  }
  const keys = path.split(".");
  const last = keys.pop() ?? path;
  let target = draft;
  for (const key of keys) {
    const held = target[key];
    const next: Draft = isJsonObject(held) ? { ...held } : {};
    target[key] = next;
    target = next;
  }
  target[last] = value;
}

/** Whether a value is one of the spellings of nothing: null, an empty string, list or object, or no value at all. */
export function isNothing(value: Json | undefined): boolean {
  if (value === undefined || value === null || value === "") return true;
  if (isJsonArray(value)) return value.length === 0;
  return isJsonObject(value) && Object.keys(value).length === 0;
}

/** The first key of the path: the member of the body that carries it. */
export function rootOf(path: string): string {
  const end = path.indexOf(".");
  return end === -1 ? path : path.slice(0, end);
}

/**
 * The item's identity as a string: a string or a number itself, of an object its members of the first names that it
 * has, joined by `+`. Undefined when nothing distinguishes it from its neighbours.
 */
export function identityOf(item: Json, identity: Identity): string | undefined {
  return identitiesOf(item, identity)[0];
}

/** Everything that the item can be named by. */
export function identitiesOf(item: Json, identity: Identity): readonly string[] {
  if (typeof item === "string") return item === "" ? [] : [item];
  if (typeof item === "number" || isExactNumber(item)) return [String(item)];
  if (!isJsonObject(item)) return [];
  return identity.flatMap((keys) => {
    const parts = keys
      .map((key) => (Object.hasOwn(item, key) ? item[key] : undefined))
      .filter((part) => part !== undefined && part !== null && part !== "");
    return parts.length === 0 || parts.some((part) => typeof part === "object")
      ? []
      : [parts.map(String).join("+")];
  });
}
