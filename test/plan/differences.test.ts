import { expect, test } from "vitest";

import { differences } from "../../src/plan/differences.ts";
import { planUpdate } from "../../src/plan/plan.ts";
import { providers } from "../../src/providers/registry.ts";
import { patchOf } from "../update/customers.ts";

test.each([
  ["Sinar  Freight", "Sinar Freight", 0],
  [" Sinar\nFreight ", "Sinar Freight", 0],
  ["Sinar  Freight", "Sinar  Freight", 0],
  ["Sinar Freight", "Sinar  Freight", 1],
  ["Sinar  Freight", "SinarFreight", 1],
])("at Kirim %j is stored as %j: %i differences", (want, have, count) => {
  expect(differences(providers.kirim, "name", want, have)).toHaveLength(count);
});

test("what is stored already, as the provider tidies it, is no change", () => {
  const plan = (id: "kirim" | "maple", name: string) =>
    planUpdate(providers[id], { id: "cus_1", name: "Sinar Freight" }, patchOf({ name })).changes;
  expect(plan("kirim", "Sinar  Freight")).toEqual([]);
  expect(plan("kirim", "Sinar  Fright")).toHaveLength(1);
  expect(plan("maple", "Sinar  Freight")).toHaveLength(1);
});
