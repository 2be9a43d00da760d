/** The people at a customer of Flexprice (SDK 2.1.36, models/customer_contactperson.py). */
import { isJsonArray, type Json, type JsonObject } from "../../../domain/json.ts";
import { crockfordId } from "../../crockford.ts";
import { pick, textOf } from "../../state/records.ts";
import type { VendorAnswer, VendorWorld } from "../../vendor.ts";
import { refuse } from "./errors.ts";
import { readStructs } from "./json.ts";
import { personFields, validate } from "./rules.ts";

const texts = ["id", "salutation", ...Object.keys(personFields)];
const members = [...texts, "is_primary"];

/** Undefined for a list that Go would not decode. */
export function readPersons(value: Json): readonly JsonObject[] | undefined {
  const persons = readStructs(value, texts);
  const isFlag = (held: Json = null) => held === null || typeof held === "boolean";
  return persons?.every((person) => isFlag(person["is_primary"]))
    ? persons.map((person) => pick(person, members))
    : undefined;
}

/** What the validator says of the first person it does not like; of two that are the primary one, too. */
export function personsFlaw(
  struct: string,
  persons: readonly JsonObject[] = [],
): VendorAnswer | undefined {
  for (const [index, person] of persons.entries()) {
    const given = Object.keys(personFields).filter((name) => textOf(person, name) !== "");
    const checked = Object.fromEntries(
      ["first_name", ...given].map((name) => [name, textOf(person, name)]),
    );
    const flaw = validate(`${struct}.ContactPersons[${index}]`, personFields, checked);
    if (flaw !== undefined) return flaw;
  }
  return persons.filter((person) => person["is_primary"] === true).length > 1
    ? refuse("validation_error", "At most one contact person may be primary")
    : undefined;
}

/** As they are kept: what is empty is left out, and everyone has an id and says whether they are the primary one. */
export function keptPersons(persons: readonly JsonObject[], world: VendorWorld): Json {
  return persons.map((person) => {
    const said = texts.filter((name) => textOf(person, name) !== "");
    return {
      id: `cper_${crockfordId(world)}`,
      ...pick(person, said),
      is_primary: person["is_primary"] === true,
    };
  });
}

/** The customers of a fresh emulator have none, and neither has one whose list was emptied. */
export function withPersons(customer: JsonObject, persons: Json | undefined): JsonObject {
  if (persons === undefined) return customer;
  const { contact_persons: _, ...others } = customer;
  return isJsonArray(persons) && persons.length === 0
    ? others
    : { ...others, contact_persons: persons };
}
