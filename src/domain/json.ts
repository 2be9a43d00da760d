/**
 * JSON as data, without loss.
 *
 * A record is read, merged and sent back, so a number that JavaScript cannot hold exactly must survive untouched:
 * it is kept as an {@link ExactNumber}, which prints the digits it was read with.
 */
import { compareNumber, isSafeNumber, LosslessNumber, parse, stringify } from "lossless-json";

import { deepestJson, isTooDeep } from "./text/nesting.ts";

/** A number whose digits do not fit a double, or a zero with a sign, which is printed without; `value` is its text. */
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

/** The text may be JSON, and is nested more deeply than everything that follows is sure to have the stack for. */
export class TooDeep extends SyntaxError {
  override readonly name = "TooDeep";
}

/**
 * Reads a JSON text. Numbers that a double cannot hold become {@link ExactNumber}; of a repeated key the last one
 * counts, as for every server's own reader.
 *
 * @throws {SyntaxError} when the text is not JSON
 */
export function parseJson(text: string): Json {
  return plainJson(text) ?? exactJson(text);
}

/**
 * Whatever may be a number that a double does not hold, by its digits or its exponent, or a zero with a sign; also some
 * texts in which there is none. And every escape: the parser of Node 24.21 takes a key with one for another key that stood in its place in
 * an earlier text.
 */
const delicate = /\\|(?:^|[-:,[\s])\d(?:[\d.]{15}|[\d.]*[eE])|(?:^|[:,[\s])-0(?!\d)/u;

/**
 * What the engine's own parser makes of the text, in a fraction of the time, where that is the same; undefined where
 * it may not be, and for `null` and whatever is not JSON.
 */
export function plainJson(text: string): Json | undefined {
  if (delicate.test(text) || isDeep(text)) return undefined;
  try {
    return (JSON.parse(text) as Json) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Whether brackets are nested deeply in a text that has no escapes, or is no JSON. */
function isDeep(text: string): boolean {
  if (text.length <= deepestJson) return false;
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === '"') {
      at = text.indexOf('"', at + 1);
      if (at === -1) return true;
    } else if (sign === "[" || sign === "{") {
      depth += 1;
      if (depth > deepestJson) return true;
    } else if (sign === "]" || sign === "}") depth -= 1;
  }
  return false;
}

function exactJson(text: string): Json {
  if (isTooDeep(text)) throw new TooDeep("the JSON is nested too deeply");
  return parse(text, null, {
    parseNumber: jsonNumber,
    onDuplicateKey: ({ newValue }) => newValue,
  }) as Json;
}

/** The number these digits write, as a JSON text would have them. */
export function jsonNumber(digits: string): number | ExactNumber {
  const number = Number(digits);
  return isSafeNumber(digits) && !Object.is(number, -0) ? number : new LosslessNumber(digits);
}

/** Prints a JSON value; with `indent`, over several lines. */
export function printJson(value: unknown, indent?: number): string {
  return plainText(value, indent) ?? stringify(value, null, indent) ?? "null";
}

/** A member of every exact number, which the engine's printer prints along. */
const exactMark = "isLosslessNumber" satisfies keyof LosslessNumber;

/** By the engine's own printer, in a fraction of the time; undefined where there may be an exact number, or one too large for it. */
function plainText(value: unknown, indent?: number): string | undefined {
  try {
    const text = JSON.stringify(value, null, indent) as string | undefined;
    return text?.includes(exactMark) === true ? undefined : text;
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

/** Whether two values say the same; the order of an object's keys does not count, a list's does. */
export function sameJson(left: Json | undefined, right: Json | undefined): boolean {
  if (left === right) return true;
  if (typeof left !== "object" && typeof right !== "object") return false;
  if (isExactNumber(left) || isExactNumber(right)) return sameNumber(left, right);
  if (isJsonArray(left) && isJsonArray(right)) {
    return (
      left.length === right.length && left.every((item, index) => sameJson(item, right[index]))
    );
  }
  if (isJsonObject(left) && isJsonObject(right)) {
    const names = Object.keys(left);
    if (names.length !== Object.keys(right).length) return false;
    for (const name of names) {
      if (!Object.hasOwn(right, name) || !sameJson(left[name], right[name])) return false;
    }
    return true;
  }
  return false;
}

function sameNumber(left: Json | undefined, right: Json | undefined): boolean {
  const [one, other] = [digitsOf(left), digitsOf(right)];
  return one !== undefined && other !== undefined && compareNumber(one, other) === 0;
}

function digitsOf(value: Json | undefined): string | undefined {
  if (isExactNumber(value)) return value.value;
  return typeof value === "number" ? String(value) : undefined;
}

/** Gives a draft a member, whatever its key. */
export function putOwn(draft: Record<string, Json>, key: string, value: Json): void {
  if (key !== "__proto__") draft[key] = value;
  // Set as it is, this one would be the prototype.
  else
    Object.defineProperty(draft, key, {
      value,
      configurable: true,
      enumerable: true,
      writable: true,
    });
}

/**
 * The same value with the keys of every object in order, for digests.
 *
 * @param leaf applied to whatever is neither list nor object
 */
export function sortKeys(value: Json, leaf: (value: Json) => Json = (same) => same): Json {
  if (isJsonArray(value)) return value.map((item) => sortKeys(item, leaf));
  if (!isJsonObject(value)) return leaf(value);
  const sorted: Record<string, Json> = {};
  for (const key of Object.keys(value).toSorted()) {
    const held = value[key];
    if (held !== undefined) putOwn(sorted, key, sortKeys(held, leaf));
  }
  return sorted;
}
