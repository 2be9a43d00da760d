/** Whether a value is one that a field can have, with the path of what is not. */
import * as z from "zod";

import { isExactNumber, isJsonArray, isJsonObject, type Json } from "../../domain/json.ts";
import { didYouMean } from "../../domain/text/nearest.ts";
import { describeValue } from "../describe-value.ts";
import { shapeOf, schemaAt } from "./schema-walk.ts";

/** Something wrong inside a value, at the path from the value down. */
export interface Finding {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** Everything that is wrong with the value; empty when nothing is. */
export function checkValue(schema: z.ZodType, value: Json): readonly Finding[] {
  const result = schema.safeParse(value);
  const issues = result.success ? [] : result.error.issues;
  return [
    ...issues.flatMap((issue) => describeIssue(issue, schema, value)),
    ...checkStrings(value),
  ];
}

const expectedWords: Readonly<Record<string, string>> = {
  string: "a string",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  record: "an object",
  number: "a number",
  int: "a whole number",
};

function describeIssue(
  issue: z.core.$ZodIssue,
  schema: z.ZodType,
  value: Json,
): readonly Finding[] {
  const path = issue.path.filter((step) => typeof step !== "symbol");
  if (issue.code === "unrecognized_keys") {
    const known = Object.keys(shapeOf(schemaAt(schema, path)) ?? {});
    return issue.keys.map((key) => ({
      path: [...path, key],
      message: `unknown key "${key}"${didYouMean(key, known)}`,
    }));
  }
  const got = valueAt(value, path);
  if (issue.code === "invalid_type") {
    const expected = expectedWords[issue.expected] ?? issue.expected;
    return [{ path, message: `expected ${expected}, got ${describeValue(got)}` }];
  }
  const reason = issue.message
    .replace(/^Invalid input: /u, "")
    .replace(/^expected number$/u, "expected a number");
  return [{ path, message: `${reason}, got ${describeValue(got)}` }];
}

function valueAt(value: Json | undefined, path: readonly (string | number)[]): Json | undefined {
  return path.reduce<Json | undefined>((found, step) => {
    if (isJsonArray(found)) return found[Number(step)];
    return isJsonObject(found) ? found[step] : undefined;
  }, value);
}

/** Strings that no provider can store: with a NUL, or half of a surrogate pair. */
export function checkStrings(value: Json): readonly Finding[] {
  // Paths are made for what is wrong alone: a map may be large.
  return hasOddString(value) ? oddStrings(value, []) : [];
}

function hasOddString(value: Json): boolean {
  if (typeof value === "string") return stringProblem(value) !== undefined;
  if (typeof value !== "object" || value === null || isExactNumber(value)) return false;
  if (isJsonArray(value)) return value.some(hasOddString);
  for (const key of Object.keys(value)) {
    if (stringProblem(key) !== undefined || hasOddString(value[key] ?? null)) return true;
  }
  return false;
}

function oddStrings(value: Json, path: readonly (string | number)[]): readonly Finding[] {
  if (typeof value === "string") {
    const message = stringProblem(value);
    return message === undefined ? [] : [{ path, message }];
  }
  if (isExactNumber(value)) return [];
  if (isJsonArray(value)) return value.flatMap((item, index) => oddStrings(item, [...path, index]));
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => {
    const at = [...path, key];
    const message = stringProblem(key);
    const inKey = message === undefined ? [] : [{ path: at, message }];
    return [...inKey, ...oddStrings(item, at)];
  });
}

function stringProblem(text: string): string | undefined {
  if (text.includes("\0")) return "the text contains a NUL character";
  return text.isWellFormed() ? undefined : "the text contains half of a surrogate pair";
}
