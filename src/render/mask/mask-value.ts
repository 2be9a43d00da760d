/** Values with what is about a person masked. */
import { isExactNumber, isJsonArray, isJsonObject, type Json } from "../../domain/json.ts";
import { maskAddresses, maskText } from "./mask-text.ts";
import { type Keys, keysOf, type Personal } from "./personal.ts";

/** A value where it stands: all of it where that is about a person, else what in it is. */
export function maskAt(personal: Personal, keys: Keys, value: Json): Json {
  if (personal.at(keys)) return maskWhole(value);
  if (typeof value === "string") return maskAddresses(value);
  return mapItems(value, (name, held) =>
    maskAt(personal, name === undefined ? keys : [...keys, name], held),
  );
}

/** The strings that {@link maskAt} would mask as a whole. */
export function personalTexts(personal: Personal, keys: Keys, value: Json): readonly string[] {
  if (personal.at(keys)) return textsIn(value);
  if (isJsonArray(value)) return value.flatMap((item) => personalTexts(personal, keys, item));
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([name, held]) =>
    personalTexts(personal, [...keys, name], held),
  );
}

/** A path, without what the items in it say of a person. */
export function maskPath(personal: Personal, path: string): string {
  const mask = personal.at(keysOf(path)) ? maskText : maskAddresses;
  return path.replaceAll(
    /\[(?<item>[^\]"\\]*(?:\\.[^\]"\\]*)*)\]/gsu,
    (_whole, item: string) => `[${mask(item)}]`,
  );
}

function maskWhole(value: Json): Json {
  if (typeof value === "string") return value === "" ? value : maskText(value);
  if (typeof value === "number") return maskText(String(value));
  if (isExactNumber(value)) return maskText(value.value);
  return mapItems(value, (_name, held) => maskWhole(held));
}

function textsIn(value: Json): readonly string[] {
  if (typeof value === "string") return [value];
  if (isJsonArray(value)) return value.flatMap(textsIn);
  return isJsonObject(value) ? Object.values(value).flatMap(textsIn) : [];
}

function mapItems(value: Json, mask: (name: string | undefined, held: Json) => Json): Json {
  if (isJsonArray(value)) return value.map((item) => mask(undefined, item));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, held]) => [name, mask(name, held)]));
}
