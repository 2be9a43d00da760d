/** Flexprice's checks of a customer's fields (flexprice/flexprice, internal/api/dto/customer.go). */
import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../../../domain/json.ts";
import { isCountry } from "./countries.ts";
import { refuse } from "./errors.ts";
import type { VendorAnswer } from "../../vendor.ts";

/** A rule of go-playground/validator: its tag and what it asks. */
interface Rule {
  readonly tag: string;
  readonly holds: (text: string) => boolean;
}

/** A field's name in Go, which the details are keyed by, and its rules; the first that fails is told. */
interface Field {
  readonly goName: string;
  readonly rules: readonly Rule[];
}

export type Fields = Readonly<Record<string, Field>>;

const required: Rule = { tag: "required", holds: (text) => text !== "" };
const email: Rule = {
  tag: "email",
  // A quoted local part such as `"q"@x.co` is one as well.
  holds: (text) =>
    /^(?:"(?:[^"\\\r\n]|\\.)+"|[^\s@<>",;:\\()[\]]+)@[^\s@.]+(?:\.[^\s@.]+)+$/u.test(text),
};
const country: readonly Rule[] = [
  { tag: "len", holds: (text) => runes(text) === 2 },
  { tag: "iso3166_1_alpha2", holds: isCountry },
];
const timezone: Rule = { tag: "timezone", holds: isTimezone };

/** The fields both requests have; lengths count characters here and bytes in {@link addressFlaw}. */
const shared: Fields = {
  email: { goName: "Email", rules: [email] },
  contact: { goName: "Contact", rules: [max(20)] },
  address_line1: { goName: "AddressLine1", rules: [max(255)] },
  address_line2: { goName: "AddressLine2", rules: [max(255)] },
  address_city: { goName: "AddressCity", rules: [max(100)] },
  address_state: { goName: "AddressState", rules: [max(100)] },
  address_postal_code: { goName: "AddressPostalCode", rules: [max(20)] },
  address_country: { goName: "AddressCountry", rules: country },
  timezone: { goName: "Timezone", rules: [timezone] },
  tax_treatment: {
    goName: "TaxTreatment",
    rules: [{ tag: "oneof", holds: (text) => text === "taxable" || text === "exempt" }],
  },
  // "" is what clears it.
  billing_currency: {
    goName: "BillingCurrency",
    rules: [{ tag: "len", holds: (text) => /^(?:[A-Za-z]{3})?$/u.test(text) }],
  },
};

/** Those whom {@link shared} knows as well are checked alike; limits of the others are said nowhere. */
export const personFields: Fields = {
  first_name: { goName: "FirstName", rules: [required] },
  last_name: { goName: "LastName", rules: [] },
  email: { goName: "Email", rules: [email] },
  mobile: { goName: "Mobile", rules: [] },
  designation: { goName: "Designation", rules: [] },
  department: { goName: "Department", rules: [] },
};

/** Members that a record without them does not have; the others are then "". */
export const leftOut: readonly string[] = ["contact", "tax_treatment", "billing_currency"];

/** `name` and `external_id` have no rule on an update: the database alone refuses them. */
export const updateFields: Fields = {
  external_id: { goName: "ExternalID", rules: [] },
  name: { goName: "Name", rules: [] },
  ...shared,
};

export const createFields: Fields = {
  external_id: { goName: "ExternalID", rules: [required] },
  name: { goName: "Name", rules: [required, max(255)] },
  ...shared,
};

export const mappingFields: Fields = {
  entity_id: { goName: "EntityID", rules: [required, max(255)] },
  entity_type: { goName: "EntityType", rules: [required] },
  provider_type: { goName: "ProviderType", rules: [required, max(50)] },
  provider_entity_id: { goName: "ProviderEntityID", rules: [required, max(255)] },
};

/** What the validator says of a struct's texts; undefined when it is content. */
export function validate(
  struct: string,
  fields: Fields,
  texts: Readonly<Record<string, string>>,
): VendorAnswer | undefined {
  const details: Record<string, string> = {};
  for (const [name, { goName, rules }] of Object.entries(fields)) {
    const text = texts[name];
    const broken = text === undefined ? undefined : rules.find(({ holds }) => !holds(text));
    if (broken === undefined) continue;
    details[goName] =
      `Key: '${struct}.${goName}' Error:Field validation for '${goName}' failed on the '${broken.tag}' tag`;
  }
  if (Object.keys(details).length === 0) return undefined;
  return refuse("validation_error", "Request validation failed", details);
}

const addressLimits = [
  ["address_postal_code", 20, "Postal code must be less than 20 characters"],
  ["address_line1", 255, "Address line 1 must be less than 255 characters"],
  ["address_line2", 255, "Address line 2 must be less than 255 characters"],
  ["address_city", 100, "City name must be less than 100 characters"],
  ["address_state", 100, "State name must be less than 100 characters"],
] as const;

/**
 * The second count, in bytes and over the whole record (internal/domain/customer/model.go, ValidateAddress): 90
 * characters of Japanese pass the first and fail this one, under a message that speaks of characters.
 */
export function addressFlaw(customer: JsonObject): VendorAnswer | undefined {
  const broken = addressLimits.find(([name, bytes]) => byteLength(customer[name]) > bytes);
  return broken === undefined ? undefined : refuse("validation_error", broken[2]);
}

/** Code points, which Go counts as characters. */
function runes(text: string): number {
  return Array.from(text).length;
}

function byteLength(value: Json | undefined): number {
  return typeof value === "string" ? new TextEncoder().encode(value).length : 0;
}

/** What no column holds: the ORM wants the two names, `varchar(255)` ends all three, PostgreSQL has no NUL in texts. */
export function fitsTable(customer: JsonObject): boolean {
  const { external_id: externalId, name, email: mail } = customer;
  if (externalId === "" || name === "" || holdsNul(customer)) return false;
  return [externalId, name, mail].every(
    (value) => typeof value !== "string" || runes(value) <= 255,
  );
}

/** PostgreSQL takes no NUL in what it stores, and none in what it is asked for. */
export function holdsNul(value: Json): boolean {
  if (typeof value === "string") return value.includes("\0");
  if (isJsonArray(value)) return value.some(holdsNul);
  return isJsonObject(value) && Object.entries(value).some((entry) => entry.some(holdsNul));
}

function max(characters: number): Rule {
  return { tag: "max", holds: (text) => runes(text) <= characters };
}

/** Go looks zones up by file name, so the case counts; neither `Local` nor an offset is a zone. */
function isTimezone(name: string): boolean {
  if (!/^[A-Za-z]/u.test(name)) return false;
  try {
    const { timeZone } = new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions();
    return timeZone === name || timeZone.toLowerCase() !== name.toLowerCase();
  } catch {
    return false;
  }
}
