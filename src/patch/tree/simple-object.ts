/** The short way for the objects of which most files of many rows are made. */
import {
  isJsonArray,
  isJsonObject,
  type Json,
  type JsonObject,
  plainJson,
} from "../../domain/json.ts";

/** Deeper ones are for who counts to the limit. */
const shallow = 16;

/**
 * The object that the JSON text is, where there is nothing to complain of in it; undefined where there may be, so that
 * the text is read with care. It has no key twice and no number that a double does not hold.
 */
export function simpleObject(text: string): JsonObject | undefined {
  const value = plainJson(text);
  if (!isJsonObject(value)) return undefined;
  // Outside quotes a colon stands behind each key, and the parser keeps only one of two that are the same.
  return membersIn(value, shallow) === colonsIn(text) ? value : undefined;
}

/** How many colons stand outside quotes, in a text of which the engine's own parser is trusted: it has no escapes. */
function colonsIn(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === '"') at = text.indexOf('"', at + 1);
    else if (sign === ":") count += 1;
  }
  return count;
}

/** How many members there are on all levels; NaN where one stands too deep. */
function membersIn(value: Json, levels: number): number {
  if (typeof value !== "object" || value === null) return 0;
  if (levels === 0) return Number.NaN;
  const isList = isJsonArray(value);
  let count = 0;
  for (const item of isList ? value : Object.values(value)) {
    if (!isList) count += 1;
    if (typeof item === "object" && item !== null) count += membersIn(item, levels - 1);
  }
  return count;
}
