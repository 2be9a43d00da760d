/** Values of one field at several providers, without what only their spellings differ in. */
import { type FieldName, fieldOf, metadataField } from "../domain/fields.ts";
import { isExactNumber, type Json } from "../domain/json.ts";
import { entryAt } from "../domain/members.ts";
import { folded } from "../domain/text/folded.ts";
import type { Provider } from "../providers/contract.ts";
import { countryCodes } from "../providers/countries.ts";
import { mappingOf } from "../providers/wire/record.ts";

/** A value of one provider in the form in which it is compared with those of the others. */
export type NormalForm = (value: Json, provider: Provider) => Json;

/** @param among every provider whose values are compared */
export function normalFormOf(field: FieldName, among: readonly Provider[]): NormalForm {
  if (field === metadataField) {
    // A number that one provider keeps as a number, another that knows only strings keeps as its digits.
    return among.some(({ metadata }) => metadata?.values === "string")
      ? (value) => inText(value)
      : (value) => value;
  }
  const { alike } = fieldOf(field);
  const isTidied = among.some(
    (provider) => mappingOf(provider, field)?.normalises === "whitespace",
  );
  return (value, provider) => {
    if (typeof value !== "string") return value;
    const word = entryAt(mappingOf(provider, field)?.means, value) ?? value;
    if (alike === "word") return folded(word.trim());
    if (alike === "country") return countryOf(word);
    return isTidied ? word.replaceAll(/\s+/gu, " ").trim() : word;
  };
}

function inText(value: Json): Json {
  if (isExactNumber(value)) return value.value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : value;
}

let codesByName: ReadonlyMap<string, string> | undefined;

/** Its code, where the text is one in any case or a country's name in English; else the text. */
function countryOf(text: string): string {
  const word = text.trim();
  if (word.length === 2) return word.toUpperCase();
  codesByName ??= namesOfCountries();
  return codesByName.get(folded(word)) ?? text;
}

function namesOfCountries(): ReadonlyMap<string, string> {
  const names = new Intl.DisplayNames(["en"], { type: "region", fallback: "none" });
  return new Map(countryCodes.map((code) => [folded(names.of(code) ?? code), code]));
}
