/** What distinguishes the items of a list. */
import { isExactNumber, isJsonObject, type Json } from "./json.ts";

/**
 * The item's identity as a string: a string or a number itself, of an object its members of these names, joined by `+`.
 * Undefined when nothing distinguishes it from its neighbours.
 */
export function identityOf(item: Json, identity: readonly string[]): string | undefined {
  if (typeof item === "string") return item === "" ? undefined : item;
  if (typeof item === "number" || isExactNumber(item)) return String(item);
  if (!isJsonObject(item)) return undefined;
  const parts = identity
    .map((key) => (Object.hasOwn(item, key) ? item[key] : undefined))
    .filter((part) => part !== undefined && part !== null && part !== "");
  return parts.length === 0 || parts.some((part) => typeof part === "object")
    ? undefined
    : parts.map(String).join("+");
}
