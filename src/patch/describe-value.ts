import { isExactNumber, isJsonArray, type Json } from "../domain/json.ts";

/** A value in a complaint: `the text "abc"`, `the number 5`, `a list`. Long strings are cut. */
export function describeValue(value: Json | undefined): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  if (isExactNumber(value)) return `the number ${value.value}`;
  if (isJsonArray(value)) return "a list";
  if (typeof value === "string") {
    return `the text ${JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value)}`;
  }
  if (typeof value === "object") return "an object";
  return typeof value === "number" ? `the number ${value}` : String(value);
}
