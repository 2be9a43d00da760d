/** What Commet takes in a customer's fields. */
import { isJsonObject, type Json } from "../../../domain/json.ts";
import * as check from "../../checks.ts";
import type { Check, ReadFields } from "../../checks.ts";
import type { Contract } from "./versions.ts";
import type { Switches } from "../../vendor.ts";

/** The closed list of the SDK's `Timezone` type and of docs/schemas.md; a name outside it is refused. */
const zones: readonly string[] = `
  UTC America/New_York America/Chicago America/Denver America/Los_Angeles
  America/Sao_Paulo America/Mexico_City America/Buenos_Aires America/Santiago
  America/Bogota America/Lima America/Asuncion Europe/London Europe/Paris Europe/Berlin
  Europe/Madrid Asia/Tokyo Asia/Shanghai Asia/Singapore Asia/Dubai Australia/Sydney
`
  .trim()
  .split(/\s+/u);

const email = allOf(check.email, atMost(200));
/** The SDK's address type: four members only together; 7b62b9c makes the country two letters. */
const address = check.members(
  {
    line1: check.text,
    line2: check.text,
    city: check.text,
    state: check.text,
    postalCode: check.text,
    country: check.matching(/^[A-Z]{2}$/u, "must be a two-letter country code"),
    region: check.text,
  },
  { required: ["line1", "city", "postalCode", "country"] },
);

/** Fields of an update under the newest names; the limits are those of the pages from May 2026. */
const writable: check.Checks = {
  email,
  fullName: atMost(200),
  externalId: atMost(100),
  timezone: check.must(
    "Unsupported timezone",
    (value) => typeof value === "string" && zones.includes(value),
  ),
  metadata: check.map,
  address,
};

/**
 * Reads the body of an update, or of a creation when `extra` names what that takes besides; the fields come under the
 * newest names.
 *
 * No document says what becomes of an unknown key or of null. By default both are passed over without a word, so that
 * a client who believes the 200 loses what it sent.
 */
export function readFields(
  body: Json,
  contract: Contract,
  switches: Switches,
  extra: check.Checks = {},
): ReadFields {
  if (!isJsonObject(body)) return { flaws: [check.invalidField("", "must be an object")] };
  const checks = { ...writable, ...extra, ...(contract.taxes ? { taxDocument: check.text } : {}) };
  const spoken = Object.fromEntries(
    Object.entries(checks).map(([name, of]) => [
      name === "email" ? contract.emailName : name,
      switches["nulls"] === "refuse" ? of : check.nullable(of),
    ]),
  );
  const read = check.readFields(body, spoken, { closed: switches["refuseUnknown"] === true });
  if (read.fields === undefined) return read;
  const keepNulls = switches["nulls"] === "clear";
  return {
    fields: Object.fromEntries(
      Object.entries(read.fields)
        .filter(([, value]) => keepNulls || value !== null)
        .map(([name, value]) => [name === contract.emailName ? "email" : name, value]),
    ),
  };
}

function atMost(characters: number): Check {
  return check.must(
    `must be a string of at most ${characters} characters`,
    (value) => typeof value === "string" && value.length <= characters,
  );
}

function allOf(...checks: readonly Check[]): Check {
  return (value, field) =>
    checks.map((of) => of(value, field)).find((flaws) => flaws.length > 0) ?? [];
}
