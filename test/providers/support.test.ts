import { describe, expect, test } from "vitest";

import { fieldNames } from "../../src/domain/fields.ts";
import { allProviders, providers } from "../../src/providers/registry.ts";
import { type FieldSupport, supportOf } from "../../src/providers/support.ts";

/** The vendors' own names by field, from the update calls of their documents. */
const documented = {
  vayu: {
    name: "name",
    externalId: "externalId",
    "address.line1": "address.addressText",
    "address.city": "address.city",
    "address.state": "address.state",
    "address.postalCode": "address.postalCode",
    "address.country": "address.country",
    legalName: "legalName",
    aliases: "aliases",
    contacts: "contacts",
    source: "source",
    customerErpId: "customerErpId",
    salesForceAccountId: "salesForceAccountId",
    subsidiary: "subsidiary",
    taxIds: "taxIds",
    taxId: "taxId",
    dueDays: "dueDays",
    currency: "currency",
    cloudProviderSettings: "cloudProviderSettings",
    customFields: "customFields",
  },
  commet: {
    name: "fullName",
    email: "email",
    externalId: "externalId",
    timezone: "timezone",
    "address.line1": "address.line1",
    "address.line2": "address.line2",
    "address.city": "address.city",
    "address.state": "address.state",
    "address.region": "address.region",
    "address.postalCode": "address.postalCode",
    "address.country": "address.country",
    taxDocument: "taxDocument",
    metadata: "metadata",
  },
  flexprice: {
    name: "name",
    email: "email",
    phone: "contact",
    externalId: "external_id",
    timezone: "timezone",
    "address.line1": "address_line1",
    "address.line2": "address_line2",
    "address.city": "address_city",
    "address.state": "address_state",
    "address.postalCode": "address_postal_code",
    "address.country": "address_country",
    billingCurrency: "billing_currency",
    taxTreatment: "tax_treatment",
    contactPersons: "contact_persons",
    integrationEntityMapping: "integration_entity_mapping",
    metadata: "metadata",
  },
  maple: {
    name: "name",
    email: "email",
    phone: "phone",
    externalId: "identifier",
    status: "status",
    locale: "locale",
    "address.line1": "address.address_line_1",
    "address.line2": "address.address_line_2",
    "address.city": "address.city",
    "address.state": "address.state",
    "address.postalCode": "address.zip",
    "address.country": "address.country",
    "address.placeId": "address.place_id",
    orgName: "org_name",
    title: "title",
    ownerId: "owner_id",
    parentId: "parent_customer_id",
    excludeFromMetrics: "exclude_from_metrics",
    childRollupBilling: "child_rollup_billing",
    childRollupBillingConfig: "child_rollup_billing_config",
    overrideTaxes: "override_taxes",
    metadata: "metadata",
  },
  kirim: { name: "name", email: "email", status: "status", metadata: "metadata" },
};

const namesWhere = (rows: readonly FieldSupport[], holds: (row: FieldSupport) => boolean) =>
  rows.filter(holds).map(({ field }) => field);

describe("what can be set", () => {
  test.each(allProviders)("$id: each documented field, under the vendor's name", (provider) => {
    const settable = supportOf(provider).filter((row) => row.settable);
    expect(
      Object.fromEntries(settable.map(({ field, vendorName }) => [field, vendorName])),
    ).toEqual(documented[provider.id as keyof typeof documented]);
  });
});

test("what can only be read, and what can only be written", () => {
  const readOnly = allProviders.flatMap((provider) =>
    namesWhere(supportOf(provider), ({ settable }) => !settable).map((name) => [provider.id, name]),
  );
  expect(readOnly).toEqual([["flexprice", "status"]]);
  expect(namesWhere(supportOf(providers.commet), ({ readable }) => !readable)).toEqual(
    fieldNames.filter((name) => name.startsWith("address.") && name !== "address.placeId"),
  );
  expect(namesWhere(supportOf(providers.maple), ({ readable }) => !readable)).toEqual([
    "childRollupBilling",
    "childRollupBillingConfig",
    "overrideTaxes",
  ]);
});

test("what cannot be cleared", () => {
  const fixed = (id: keyof typeof providers) =>
    namesWhere(supportOf(providers[id]), ({ clearable, settable }) => settable && !clearable);
  expect(fixed("vayu")).toEqual(["name", "externalId"]);
  expect(namesWhere(supportOf(providers.commet), ({ clearable }) => clearable)).toEqual([
    "metadata",
  ]);
  expect(fixed("flexprice")).toEqual([
    "name",
    "email",
    "externalId",
    "timezone",
    "address.country",
    "taxTreatment",
    "integrationEntityMapping",
  ]);
  expect(fixed("kirim")).toEqual(["name", "status"]);
});

test("limits and notes are told", () => {
  const rows = new Map(supportOf(providers.flexprice).map((row) => [row.field, row]));
  expect(rows.get("address.city")?.limits).toEqual(["at most 100 bytes (UTF-8)"]);
  expect(rows.get("metadata")?.limits).toContain("values: texts only");
  expect(rows.get("externalId")?.note).toContain("crashes");
  expect(rows.get("integrationEntityMapping")?.note).toContain("does nothing with it");
  expect(rows.get("name")).not.toHaveProperty("note");
});
