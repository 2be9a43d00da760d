import { expect, test } from "vitest";

import { meaningOf, ownKeyOf } from "../../../../src/bulk/input/csv/meaning.ts";

const nothing = { taken: new Set<string>(), isNew: false };

test.each<[name: string, meaning: string | undefined]>([
  ["city", "address.city"],
  ["Town", "address.city"],
  ["zip", "address.postalCode"],
  ["ZIP code", "address.postalCode"],
  ["postal", "address.postalCode"],
  ["postcode", "address.postalCode"],
  ["address.zip", "address.postalCode"],
  ["address_city", "address.city"],
  ["address line 1", "address.line1"],
  ["street", "address.line1"],
  ["Country", "address.country"],
  ["E-Mail", "email"],
  ["tel", "phone"],
  ["Company Name", "name"],
  ["full_name", "name"],
  ["company", "name"],
  ["Customer ID", "id"],
  ["customer_id", "id"],
  ["ID", "id"],
  ["external id", "externalId"],
  ["externlId", "externalId"],
  ["our customer id", "externalId"],
  ["Tax ID", "taxId"],
  ["nmae", "name"],
  ["Notes", undefined],
  ["", undefined],
  ["\u202e", undefined],
])("%j", (name, meaning) => {
  expect(meaningOf(name, nothing)).toBe(meaning);
});

test("no second column means what one means already", () => {
  const of = (name: string, ...taken: string[]) =>
    meaningOf(name, { ...nothing, taken: new Set(taken) });
  expect(of("company", "name")).toBe("orgName");
  expect(of("company", "name", "orgName")).toBeUndefined();
  expect(of("Customer ID", "id")).toBeUndefined();
  expect(of("zip", "address.postalCode")).toBeUndefined();
});

test("what the provider has not is not proposed, and no id of a customer that is to be made", () => {
  const settable = new Set(["orgName", "metadata", "externalId"]);
  expect(meaningOf("company", { ...nothing, settable })).toBe("orgName");
  expect(meaningOf("zip", { ...nothing, settable })).toBeUndefined();
  expect(meaningOf("Customer ID", { ...nothing, settable })).toBe("id");
  expect(meaningOf("Customer ID", { ...nothing, settable, isNew: true })).toBe("externalId");
  expect(
    meaningOf("Customer ID", { ...nothing, settable: new Set(), isNew: true }),
  ).toBeUndefined();
});

test("a column is one of the customer's own keys where the provider is known to have them", () => {
  const settable = new Set(["metadata"]);
  expect(ownKeyOf("tags", { ...nothing, settable })).toBe("metadata.tags");
  expect(ownKeyOf('a "b"', { ...nothing, settable })).toBe('metadata["a \\"b\\""]');
  expect(ownKeyOf("tags", nothing)).toBeUndefined();
  expect(ownKeyOf("tags", { ...nothing, settable: new Set(["name"]) })).toBeUndefined();
  expect(ownKeyOf("tags", { ...nothing, settable, taken: new Set(["metadata"]) })).toBeUndefined();
});
