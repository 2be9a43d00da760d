/**
 * What Maple accepts in the body of a create or an update (docs.maplebilling.com/api-references/customers). Of the
 * enums `frequency` and `type` only the first member is published, so any word in capitals is taken.
 */
import {
  type Check,
  type Checks,
  dateTime,
  email,
  flag,
  integer,
  listOf,
  map,
  matching,
  members,
  must,
  nullable,
  number,
  readFields,
  type ReadFields,
  text,
} from "../../checks.ts";
import type { JsonObject } from "../../../domain/json.ts";
import type { Switches } from "../../vendor.ts";

/** Accepted and kept, but part of no answer. */
export const writeOnlyFields: readonly string[] = [
  "override_taxes",
  "child_rollup_billing",
  "child_rollup_billing_config",
];

const capitals = matching(/^[A-Z][A-Z0-9_]*$/u, "must be one of the published values");
const nullableText = nullable(text);

const address = members({
  address_line_1: nullableText,
  address_line_2: nullableText,
  city: nullableText,
  country: nullableText,
  place_id: nullableText,
  state: nullableText,
  zip: nullableText,
});

const tax = members({
  country: nullableText,
  description: nullableText,
  metadata: nullable(map),
  name: nullableText,
  rate: number,
  region: nullableText,
  type: capitals,
});

const rollupConfig = (required: readonly string[]): Check =>
  members(
    {
      auto_charges: nullable(flag),
      start_date: dateTime,
      end_date: nullable(dateTime),
      frequency: capitals,
      invoice_additional_display_fields: nullable(
        listOf(members({ name: text, value: text }, { required: ["name", "value"] })),
      ),
      invoice_due_date_from_creation: nullable(integer),
    },
    { required },
  );

const shared: Checks = {
  address: nullable(address),
  child_rollup_billing: nullable(flag),
  email: nullable(email),
  exclude_from_metrics: nullable(flag),
  locale: nullableText,
  metadata: map,
  name: nullableText,
  org_name: nullableText,
  override_taxes: nullable(listOf(tax)),
  owner_id: nullableText,
  parent_customer_id: nullableText,
  phone: nullableText,
  status: nullableText,
  title: nullableText,
};

const createFields: Checks = {
  ...shared,
  identifier: must("must not be empty", (value) => typeof value === "string" && value !== ""),
  billing_emails: listOf(email),
  child_rollup_billing_config: nullable(rollupConfig(["frequency", "start_date"])),
};

const updateFields: Checks = {
  ...shared,
  identifier: nullableText,
  child_rollup_billing_config: nullable(rollupConfig([])),
};

export function readCreateBody(body: JsonObject, switches: Switches): ReadFields {
  return readFields(body, createFields, { required: ["identifier"], closed: isClosed(switches) });
}

/** A client that sends `billing_emails` and `tags` exists, no published body of an update has them. */
export function readUpdateBody(body: JsonObject, switches: Switches): ReadFields {
  const emails = switches["patchBillingEmails"] === true ? { billing_emails: listOf(email) } : {};
  return readFields(body, { ...updateFields, ...emails }, { closed: isClosed(switches) });
}

function isClosed(switches: Switches): boolean {
  return switches["rejectUnknownKeys"] === true;
}
