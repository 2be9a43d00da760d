/** Where a value stands decides whether it is personal; what is personal is masked, however deep. */
import {
  isExactNumber,
  isJsonArray,
  isJsonObject,
  type Json,
  type JsonObject,
} from "../../domain/json.ts";
import { maskAddresses, maskText, memberIsPersonal } from "./mask-text.ts";

/** `contacts[ida@fjord.example].title` and `metadata.pan` are personal, `metadata.tier` is not. */
export function isPersonal(path: string): boolean {
  return path
    .replaceAll(/\["(?<key>(?:[^"\\]|\\.)*)"\]/gsu, ".$<key>")
    .replaceAll(/\[(?:[^\]\\]|\\.)*\]/gsu, "")
    .split(".")
    .some(memberIsPersonal);
}

/** A path without what of a person stands in its brackets. */
export function maskPath(path: string): string {
  const personal = isPersonal(path);
  return path.replaceAll(/\[(?<item>(?:[^\]"\\]|\\.)*)\]/gsu, (_whole, item: string) =>
    personal ? `[${maskText(item)}]` : `[${maskAddresses(item)}]`,
  );
}

/** A value where it stands: all of it where that is about a person, else what in it is. */
export function maskAt(path: string, value: Json): Json {
  return isPersonal(path) ? maskValue(value) : maskWithin(value);
}

function maskValue(value: Json): Json {
  if (typeof value === "string") return value === "" ? value : maskText(value);
  if (typeof value === "number") return maskText(String(value));
  if (isExactNumber(value)) return maskText(value.value);
  return mapItems(value, (_name, held) => maskValue(held));
}

function maskWithin(value: Json): Json {
  if (typeof value === "string") return maskAddresses(value);
  return mapItems(value, (name, held) =>
    memberIsPersonal(name) ? maskValue(held) : maskWithin(held),
  );
}

function mapItems(value: Json, mask: (name: string, held: Json) => Json): Json {
  if (isJsonArray(value)) return value.map((item) => mask("", item));
  return isJsonObject(value) ? mapMembers(value, mask) : value;
}

/** An object of the same members, each with the value that this gives it. */
export function mapMembers(
  value: JsonObject,
  mask: (name: string, held: Json) => Json,
): JsonObject {
  return Object.fromEntries(
    Object.entries(value).map(([name, held]): [string, Json] => [name, mask(name, held)]),
  );
}
