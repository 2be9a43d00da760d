/**
 * JSON as data, without loss.
 *
 * A record is read, merged and sent back, so a number that JavaScript cannot hold exactly must survive untouched:
 * it is kept as an {@link ExactNumber}, which prints the digits it was read with.
 */
import { compareNumber, isSafeNumber, LosslessNumber, parse, stringify } from "lossless-json";

/** A number whose digits do not fit a double; `value` is its text. */
export type ExactNumber = LosslessNumber;

/** Any JSON value. */
export type Json = null | boolean | number | string | ExactNumber | readonly Json[] | JsonObject;

/** A JSON object. Has no prototype surprises when it comes from {@link parseJson}. */
export interface JsonObject {
  readonly [key: string]: Json;
}

export function isExactNumber(value: unknown): value is ExactNumber {
  return value instanceof LosslessNumber;
}

export function isJsonObject(value: unknown): value is JsonObject {
  return (
    typeof value === "object" && value !== null && !Array.isArray(value) && !isExactNumber(value)
  );
}

export function isJsonArray(value: unknown): value is readonly Json[] {
  return Array.isArray(value);
}

/**
 * Reads a JSON text. Numbers that a double cannot hold become {@link ExactNumber}; of a repeated key the last one
 * counts, as for every server's own reader.
 *
 * @throws SyntaxError when the text is not JSON
 */
export function parseJson(text: string): Json {
  try {
    return parse(text, null, {
      parseNumber: jsonNumber,
      onDuplicateKey: ({ newValue }) => newValue,
    }) as Json;
  } catch (error) {
    if (error instanceof RangeError) throw new SyntaxError("the JSON is nested too deeply");
    throw error;
  }
}

/** The number these digits write, as a JSON text would have them. */
export function jsonNumber(digits: string): number | ExactNumber {
  return isSafeNumber(digits) ? Number(digits) : new LosslessNumber(digits);
}

/** Prints a JSON value; with `indent`, over several lines. */
export function printJson(value: unknown, indent?: number): string {
  return stringify(value, null, indent) ?? "null";
}

/** Whether two values say the same; the order of an object's keys does not count, a list's does. */
export function sameJson(left: Json | undefined, right: Json | undefined): boolean {
  if (left === right) return true;
  if (isExactNumber(left) && isExactNumber(right)) {
    return compareNumber(left.value, right.value) === 0;
  }
  if (isJsonArray(left) && isJsonArray(right)) {
    return (
      left.length === right.length && left.every((item, index) => sameJson(item, right[index]))
    );
  }
  if (isJsonObject(left) && isJsonObject(right)) {
    const names = Object.keys(left);
    return (
      names.length === Object.keys(right).length &&
      names.every((name) => Object.hasOwn(right, name) && sameJson(left[name], right[name]))
    );
  }
  return false;
}

/**
 * The same value with the keys of every object in order, for digests.
 *
 * @param leaf applied to whatever is neither list nor object
 */
export function sortKeys(value: Json, leaf: (value: Json) => Json = (same) => same): Json {
  if (isJsonArray(value)) return value.map((item) => sortKeys(item, leaf));
  if (!isJsonObject(value)) return leaf(value);
  return Object.fromEntries(
    Object.keys(value)
      .toSorted()
      .flatMap((key) => {
        const held = value[key];
        return held === undefined ? [] : [[key, sortKeys(held, leaf)]];
      }),
  );
}
