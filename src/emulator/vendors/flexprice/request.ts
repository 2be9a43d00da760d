/** The body of a creation or an update, as Flexprice's server has it before it looks at the record. */
import type { JsonObject } from "../../../domain/json.ts";
import { readPersons } from "./contact-persons.ts";
import { isOptionalText, readStruct, readStructs, readTexts } from "./json.ts";
import { type Fields, mappingFields } from "./rules.ts";
import { readOverrides } from "./tax.ts";

/** What the body sets; null and absent are one. Fields the struct does not have are gone without a word. */
export interface CustomerRequest {
  readonly texts: Readonly<Record<string, string>>;
  readonly metadata: Readonly<Record<string, string>> | undefined;
  readonly mappings: readonly JsonObject[];
  readonly persons: readonly JsonObject[] | undefined;
  /** Of a creation. */
  readonly taxes: readonly JsonObject[] | undefined;
}

/** Undefined for a body that Go would not decode. */
export function readRequest(body: string, fields: Fields): CustomerRequest | undefined {
  const struct = readStruct(body);
  if (struct === undefined) return undefined;
  const texts: Record<string, string> = {};
  for (const name of Object.keys(fields)) {
    const value = struct[name];
    if (!isOptionalText(value)) return undefined;
    if (typeof value === "string") texts[name] = value;
  }
  const { metadata, integration_entity_mapping: mapping } = struct;
  const given = metadata === undefined || metadata === null ? undefined : metadata;
  const map = given === undefined ? undefined : readTexts(given);
  if (given !== undefined && map === undefined) return undefined;
  const mappings = readStructs(mapping ?? [], Object.keys(mappingFields));
  const people = struct["contact_persons"] ?? undefined;
  const persons = people === undefined ? undefined : readPersons(people);
  if (mappings === undefined || (people !== undefined && persons === undefined)) return undefined;
  const taxes = readOverrides(struct["tax_rate_overrides"]);
  return taxes === null ? undefined : { texts, metadata: map, mappings, persons, taxes };
}
