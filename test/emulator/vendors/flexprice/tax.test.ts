import { expect, test } from "vitest";

import type { Json } from "../../../../src/domain/json.ts";
import { pick, start } from "./fresh.ts";

const nord = { external_id: "acct-9", name: "Nord" };

/** Taxes of the customer that this body makes. */
function linked(more: Readonly<Record<string, Json>>) {
  const { call } = start();
  const made = call("POST", "/customers", { ...nord, ...more });
  expect(made.status).toBe(201);
  const id = pick(made, "id") as string;
  const list = call("GET", `/taxes/associations?entity_type=customer&entity_id=${id}`);
  expect(list.status).toBe(200);
  return pick(list, "items");
}

test.each<[string, Readonly<Record<string, Json>>]>([
  ["nothing", {}],
  ["null, which is nothing to Go", { tax_rate_overrides: null }],
])("a new customer that says %s of taxes gets the tenant's own", (_title, more) => {
  expect(linked(more)).toMatchObject([{ entity_type: "customer", auto_apply: true }]);
});

test("an empty list links none", () => {
  expect(linked({ tax_rate_overrides: [] })).toEqual([]);
});

test("overrides take the place of the tenant's own", () => {
  const override = { tax_rate_code: "VAT_REDUCED", currency: "eur", priority: 2, unknown: 1 };
  const links = linked({ tax_rate_overrides: [override] }) as readonly Json[];
  expect(links).toMatchObject([{ currency: "eur", priority: 2, auto_apply: false }]);
  expect(links[0]).not.toHaveProperty("unknown");
});

test.each<[string, Json, number]>([
  ["an unknown code", [{ tax_rate_code: "NOPE", currency: "eur" }], 404],
  ["no code", [{ currency: "eur" }], 400],
  ["a text", "none", 400],
  ["a code that is a number", [{ tax_rate_code: 7 }], 400],
])("with %s no customer is made", (_title, overrides, status) => {
  const { call } = start();
  const refused = call("POST", "/customers", { ...nord, tax_rate_overrides: overrides });
  expect(refused.status).toBe(status);
  expect(call("GET", "/customers/external/acct-9").status).toBe(404);
  expect(pick(call("GET", "/taxes/associations"), "items")).toEqual([]);
});
