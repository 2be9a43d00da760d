/** Small readings of JSON, for what a vendor keeps and is sent. */
import { isJsonObject, type Json, type JsonObject, parseJson } from "../../domain/json.ts";

/** The value under a key of the object itself; a key such as `constructor` finds nothing by accident. */
export function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

/** A string of a record; empty when there is none under the key. */
export function textOf(record: JsonObject, key: string): string {
  const value = own(record, key);
  return typeof value === "string" ? value : "";
}

/** Without the named keys. */
export function without(record: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(record).filter(([key]) => !keys.includes(key)));
}

/** The named keys alone, in the record's order. */
export function pick(record: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(record).filter(([key]) => keys.includes(key)));
}

/** The later value, within the earlier one where both are objects. */
export function mergedInto(before: Json | undefined, after: Json): Json {
  return isJsonObject(before) && isJsonObject(after) ? { ...before, ...after } : after;
}

/** Reads a request's body; undefined when it is no JSON object. */
export function readObject(body: string): JsonObject | undefined {
  try {
    const value = parseJson(body);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** A moment as most vendors print it: `2026-02-01T09:00:00.000Z`. */
export function isoDate(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
