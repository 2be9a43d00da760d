import { expect, test } from "vitest";

import { describeDivision, divide } from "../../src/find/division.ts";
import type { CustomerFilter } from "../../src/find/filter.ts";
import { type ProviderId, providers } from "../../src/providers/registry.ts";

const full: CustomerFilter = {
  email: "a@x.example",
  externalId: "u-1",
  name: "Ana",
  status: "active",
  metadata: [{ key: "tier", value: "gold" }],
  search: "an",
  createdSince: Date.parse("2026-01-01T00:00:00Z"),
  updatedSince: Date.parse("2026-02-01T00:00:00Z"),
};
const condition = (field: string, operator: string, type: string, value: string) => ({
  field,
  operator,
  data_type: type,
  value: { [type]: value },
});

test.each<[ProviderId, unknown]>([
  ["commet", [["externalId", "u-1"]]],
  ["kirim", [["status", "active"]]],
  ["vayu", []],
  [
    "maple",
    [
      ["query.email", "a@x.example"],
      ["query.identifier", "u-1"],
      ["query.name", "Ana"],
      ["query.status", "active"],
      ["query.search", "an"],
    ],
  ],
  [
    "flexprice",
    [
      ["email", "a@x.example"],
      ["external_id", "u-1"],
      ["status", "active"],
      ["metadata", { tier: "gold" }],
      [
        "filters",
        [
          condition("name", "eq", "string", "Ana"),
          condition("created_at", "after", "date", "2025-12-31T23:59:59.999Z"),
          condition("updated_at", "after", "date", "2026-01-31T23:59:59.999Z"),
        ],
      ],
    ],
  ],
])("%s is asked for what it can choose by", (id, chosen) => {
  expect(divide(providers[id], full).chosen).toEqual(chosen);
});

test("everything is looked at here as well, but for a search that the provider makes", () => {
  expect(divide(providers.maple, full).here).not.toContain("search");
  expect(divide(providers.maple, full).here).toContain("email");
  expect(divide(providers.flexprice, full).here).toContain("search");
});

test.each<[ProviderId, CustomerFilter, string | undefined]>([
  ["kirim", {}, undefined],
  ["kirim", { status: "active" }, undefined],
  ["kirim", { email: "a" }, "Kirim has no filter by e-mail: reading all pages"],
  ["kirim", { email: "a", name: "b" }, "Kirim has no filter by e-mail or name: reading all pages"],
  ["kirim", { externalId: "u" }, "Kirim keeps no external id: none of its customers can be meant"],
  ["vayu", { externalId: "u" }, undefined],
  ["vayu", { email: "a" }, "Vayu has no filter by e-mail: reading all pages"],
  ["vayu", { status: "a" }, "Vayu keeps no status: none of its customers can be meant"],
  ["commet", { createdSince: 1 }, "Commet has no filter by time of creation: reading all pages"],
  [
    "maple",
    { metadata: [{ key: "a", value: "b" }] },
    "Maple Billing has no filter by metadata: reading all pages",
  ],
  [
    "flexprice",
    { metadata: [{ key: "a", value: 1 }] },
    "Flexprice has no filter by metadata: reading all pages",
  ],
])("%s %j: %s", (id, filter, said) => {
  expect(describeDivision(providers[id], divide(providers[id], filter))).toBe(said);
});

test("a look-up takes the place of the list", () => {
  expect(divide(providers.vayu, { externalId: "u-1", name: "Ana" })).toEqual({
    chosen: [],
    here: ["externalId", "name"],
    lacking: [],
    impossible: [],
    lookUp: "u-1",
  });
});
