import { expect, test } from "vitest";

import type { JsonObject } from "../../src/domain/json.ts";
import { lackingIn, presumedFrom } from "../../src/plan/lacking.ts";
import { planUpdate } from "../../src/plan/plan.ts";
import { type ProviderId, providers } from "../../src/providers/registry.ts";
import { patchOf } from "../update/customers.ts";

const native: JsonObject = {
  id: "cus_1",
  name: "A",
  email: "a@a.example",
  title: null,
  address: { city: "Oslo", zip: "0155", state: "" },
  metadata: { tier: "gold" },
  billing_emails: ["ap@a.example"],
  updated_at: "2026-01-01",
  tags: [],
  unknown: { deep: [{}] },
};

function lacking(
  answer: JsonObject,
  patch: Parameters<typeof patchOf>[0] = { name: "B" },
  id: ProviderId = "maple",
) {
  return lackingIn(
    providers[id],
    planUpdate(providers[id], native, patchOf(patch)),
    native,
    answer,
  );
}

const { billing_emails: _cc, title: _title, tags: _tags, updated_at: _at, ...rest } = native;

test.each<[string, JsonObject, readonly string[]]>([
  [
    "nothing, where only what changes by itself, holds nothing or is only read is left out",
    rest,
    [],
  ],
  ["everything else", { id: "cus_1" }, ["name", "email", "address", "metadata", "unknown"]],
  ["members of members", { ...native, address: { city: "Oslo" } }, ["address.zip"]],
  ["keys of the metadata", { ...native, metadata: {} }, ["metadata.tier"]],
  ["nothing, where it is another value", { ...native, address: null, unknown: 5 }, []],
])("lacks %s", (_what, answer, paths) => {
  expect(lacking(answer)).toEqual(paths);
});

test("what the update empties may be left out", () => {
  const { email: _email, ...without } = native;
  expect(lacking(without)).toEqual(["email"]);
  expect(lacking(without, { email: undefined })).toEqual([]);
});

test("what the update adds is missed, but for what no answer ever shows", () => {
  expect(lacking(native, { phone: "1" })).toEqual(["phone"]);
  expect(lacking(native, { "address.line1": "Storgata 4" })).toEqual(["address.address_line_1"]);
  expect(lacking(native, { taxDocument: "1", timezone: "UTC" }, "commet")).toEqual([
    "timezone",
    "taxDocument",
  ]);
});

test("what is left out is presumed to be as asked, and else as it was", () => {
  const plan = planUpdate(
    providers.maple,
    native,
    patchOf({ name: "B", "address.city": "Bergen" }),
  );
  expect(presumedFrom(plan, native, { id: "cus_1", address: { zip: "5003" } })).toEqual({
    ...native,
    name: "B",
    address: { city: "Bergen", zip: "5003", state: "" },
  });
});
