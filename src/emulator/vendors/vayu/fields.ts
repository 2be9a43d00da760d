/**
 * What Vayu accepts in the body of POST and PUT /customers: its OpenAPI document (vayucode/vayu-sdks, 2026-03-22),
 * a closed schema, so an echoed `id` or `createdAt` is a validation failure.
 */
import {
  anything,
  type Check,
  email,
  flag,
  type Flaw,
  listOf,
  matching,
  members,
  must,
  nullable,
  number,
  oneOf,
  text,
} from "../../checks.ts";
import type { JsonObject } from "../../../domain/json.ts";
import type { Switches } from "../../vendor.ts";

const filled = must("must not be empty", (value) => typeof value === "string" && value !== "");
const nullableText = nullable(text);

function allOf(first: Check, second: Check): Check {
  return (value, field) => {
    const flaws = first(value, field);
    return flaws.length > 0 ? flaws : second(value, field);
  };
}

/** What Vayu computes, in US dollars; the newest models have it in requests as well (vayu-py 0.3.11). */
export const amounts: readonly string[] = [
  "totalOutstandingAmount",
  "openAmount",
  "overdueAmount",
  "pendingPaymentAmount",
  "paidAmount",
];

/** The newest schema's addresses: no two dots in a row, a domain in ASCII, a top level that is no number. */
const contactEmail = allOf(
  email,
  matching(/^(?!.*\.\.)[^@]+@[A-Za-z0-9.-]+\.(?!\d+$)[A-Za-z0-9-]+$/u, "must be an email"),
);

const address = members(
  {
    country: nullableText,
    city: nullableText,
    addressText: nullableText,
    state: nullableText,
    postalCode: nullableText,
  },
  { closed: true },
);

const contact = (strict: boolean): Check =>
  members(
    {
      name: nullableText,
      email: nullable(strict ? contactEmail : text),
      title: nullableText,
      phone: nullable(strict ? matching(/^\+?[1-9]\d{4,15}$/u, "must be a phone number") : text),
      receiveInvoiceEmail: flag,
    },
    { closed: true },
  );

const customField = members(
  {
    vayuCustomFieldName: text,
    valueType: oneOf("String", "Number", "Boolean"),
    integrationSource: nullableText,
    integrationEntityType: nullable(
      oneOf("Account", "Invoice", "SalesOrder", "Item", "Deal", "Company", "Opportunity"),
    ),
    fieldPath: nullableText,
    value: anything,
  },
  { required: ["vayuCustomFieldName", "valueType"], closed: true },
);

const cloudProvider = members(
  { cloudProvider: oneOf("AWS"), cloudProviderMarketplaceId: text, customerIdentifier: text },
  { closed: true },
);

function bodyChecks(switches: Switches): Readonly<Record<string, Check>> {
  const name = switches["emptyTexts"] === true ? text : filled;
  return {
    name,
    externalId: name,
    aliases: nullable(listOf(text)),
    address: nullable(address),
    contacts: nullable(listOf(contact(switches["contactFormats"] === true))),
    source: nullable(oneOf("Stripe", "VayuEventsApi", "Api", "Salesforce", "HubSpot", "Ingestion")),
    legalName: nullableText,
    customerErpId: nullableText,
    salesForceAccountId: nullableText,
    subsidiary: nullableText,
    taxIds: nullable(listOf(text)),
    taxId: nullableText,
    cloudProviderSettings: nullable(cloudProvider),
    dueDays: nullable(
      oneOf("END_OF_MONTH", "SAME_DAY", "15_DAYS", "30_DAYS", "45_DAYS", "60_DAYS", "90_DAYS"),
    ),
    currency: nullable(oneOf("USD", "EUR", "GBP", "ILS", "CAD", "AUD", "COP", "BRL")),
    customFields: nullable(listOf(customField)),
    ...(switches["amounts"] === "refuse"
      ? {}
      : Object.fromEntries(amounts.map((amount) => [amount, nullable(number)]))),
  };
}

/** The members that POST and PUT list, under these readings or any other. */
export const listedMembers: readonly string[] = Object.keys(bodyChecks({}));

/** Everything that is wrong with the body of a create or an update. */
export function vayuFlaws(
  body: JsonObject,
  required: readonly string[],
  switches: Switches,
): readonly Flaw[] {
  return members(bodyChecks(switches), { required, closed: true })(body, "");
}
