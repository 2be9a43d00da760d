/** JSON as Go's decoder reads it into a struct (encoding/json behind gin's ShouldBindJSON). */
import {
  isJsonArray,
  isJsonObject,
  type Json,
  type JsonObject,
  parseJson,
} from "../../../domain/json.ts";

/**
 * Reads the first value of a body as a struct: names in lower case, since Go matches them so. `null` reads as a struct
 * without fields; what follows an object is never looked at. Undefined for anything else.
 */
export function readStruct(body: string): JsonObject | undefined {
  if (/^[ \t\r\n]*null(?:[ \t\r\n]|$)/u.test(body)) return {};
  try {
    const value = wellFormed(parseJson(firstObject(body)));
    if (!isJsonObject(value)) return undefined;
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => [name.toLowerCase(), member]),
    );
  } catch {
    return undefined;
  }
}

/** Go's strings are UTF-8: half of a surrogate pair becomes U+FFFD. */
function wellFormed(value: Json): Json {
  if (typeof value === "string") return value.toWellFormed();
  if (isJsonArray(value)) return value.map(wellFormed);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name.toWellFormed(), wellFormed(member)]),
  );
}

/** The text up to the brace that closes the first object; all of it when there is none. */
function firstObject(text: string): string {
  let depth = 0;
  let quoted = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index);
    if (quoted) {
      if (character === "\\") index += 1;
      else if (character === '"') quoted = false;
    } else if (character === '"') {
      quoted = true;
    } else if (character === "{" || character === "[") {
      depth += 1;
    } else if (character === "}" || character === "]") {
      depth -= 1;
      if (depth === 0) return text.slice(0, index + 1);
    }
  }
  return text;
}

/** A string, or null for one that is not set; any other type fails the whole request. */
export function isOptionalText(value: Json | undefined): value is string | null | undefined {
  return value === undefined || value === null || typeof value === "string";
}

/**
 * A map of strings. A null in it becomes "", a number or a flag fails the whole request, and so does an exact number.
 */
export function readTexts(value: Json): Readonly<Record<string, string>> | undefined {
  if (!isJsonObject(value)) return undefined;
  const texts: [string, string][] = [];
  for (const [key, text] of Object.entries(value)) {
    if (!isOptionalText(text)) return undefined;
    texts.push([key, text ?? ""]);
  }
  return Object.fromEntries(texts);
}

/** A list of structs with these string members; a null in it is a struct without fields. */
export function readStructs(
  value: Json,
  texts: readonly string[],
): readonly JsonObject[] | undefined {
  if (!isJsonArray(value)) return undefined;
  const structs: JsonObject[] = [];
  for (const item of value) {
    if (item !== null && !isJsonObject(item)) return undefined;
    const members = Object.entries(item ?? {}).map(
      ([name, member]) => [name.toLowerCase(), member] as const,
    );
    const struct: JsonObject = Object.fromEntries(members);
    if (!texts.every((name) => isOptionalText(struct[name]))) return undefined;
    structs.push(struct);
  }
  return structs;
}
