/** What a vendor finds wrong with a value of a request. */
import {
  isExactNumber,
  isJsonArray,
  isJsonObject,
  type Json,
  type JsonObject,
} from "../domain/json.ts";
import { own, pick } from "./state/records.ts";

/** One thing wrong: `contacts[0].email must be an email`. */
export interface Flaw {
  /** Path of the field in the body. */
  readonly field: string;
  readonly kind: "invalid" | "missing" | "unknown";
  /** Follows the field's name in a sentence. */
  readonly reason: string;
}

/** Names every flaw of a value; none when it is fine. */
export type Check = (value: Json, field: string) => readonly Flaw[];

/** A check that is one question. */
export function must(reason: string, holds: (value: Json) => boolean): Check {
  return (value, field) => (holds(value) ? [] : [invalidField(field, reason)]);
}

export const anything: Check = () => [];
export const text = must("must be a string", (value) => typeof value === "string");
export const flag = must("must be a boolean", (value) => typeof value === "boolean");
export const number = must(
  "must be a number",
  (value) => typeof value === "number" || isExactNumber(value),
);
export const integer = must(
  "must be an integer",
  (value) => Number.isInteger(value) || (isExactNumber(value) && /^-?\d+$/u.test(value.value)),
);
export const map = must("must be an object", isJsonObject);
/** RFC 5322 in the part that every validator agrees on: something, an at sign, a domain with a dot, no blanks. */
export const email = matching(/^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/u, "must be an email");
/** RFC 3339, with or without fractions, with an offset or Z. */
export const dateTime = matching(
  /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)$/u,
  "must be a date-time",
);

export function matching(pattern: RegExp, reason: string): Check {
  return must(reason, (value) => typeof value === "string" && pattern.test(value));
}

export function oneOf(...values: readonly string[]): Check {
  return must(
    `must be one of ${values.join(", ")}`,
    (value) => typeof value === "string" && values.includes(value),
  );
}

export function nullable(check: Check): Check {
  return (value, field) => (value === null ? [] : check(value, field));
}

export function listOf(check: Check): Check {
  return (value, field) =>
    isJsonArray(value)
      ? value.flatMap((item, index) => check(item, `${field}[${index}]`))
      : [invalidField(field, "must be an array")];
}

export type Checks = Readonly<Record<string, Check>>;

interface MembersOptions {
  readonly required?: readonly string[];
  readonly closed?: boolean;
}

/** An object with these members; `required` ones must be there, others are refused when `closed`. */
export function members(checks: Checks, options: MembersOptions = {}): Check {
  return (value, field) => {
    if (!isJsonObject(value)) return [{ field, kind: "invalid", reason: "must be an object" }];
    const place = (name: string): string => (field === "" ? name : `${field}.${name}`);
    const missing = (options.required ?? [])
      .filter((name) => !Object.hasOwn(value, name))
      .map((name): Flaw => ({ field: place(name), kind: "missing", reason: "is required" }));
    const flaws = Object.entries(value).flatMap(([name, member]): readonly Flaw[] => {
      const check = own(checks, name);
      if (check !== undefined) return check(member, place(name));
      if (options.closed !== true) return [];
      return [{ field: place(name), kind: "unknown", reason: "is not allowed" }];
    });
    return [...missing, ...flaws];
  };
}

/** The members of a body that have a check, or everything that is wrong with it. */
export type ReadFields =
  | { readonly fields: JsonObject; readonly flaws?: never }
  | { readonly flaws: readonly Flaw[]; readonly fields?: never };

/** Reads a request's body as {@link members} says. */
export function readFields(body: JsonObject, checks: Checks, options: MembersOptions): ReadFields {
  const flaws = members(checks, options)(body, "");
  return flaws.length > 0 ? { flaws } : { fields: pick(body, Object.keys(checks)) };
}

/** One thing that is wrong with one field. */
export function invalidField(field: string, reason: string): Flaw {
  return { field, kind: "invalid", reason };
}
