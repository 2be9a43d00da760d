import { expect, it, test } from "vitest";

import type { Customer } from "../../../src/domain/change.ts";
import type { FieldName } from "../../../src/domain/fields.ts";
import { type JsonObject, parseJson, printJson } from "../../../src/domain/json.ts";
import { updateBody } from "../../../src/providers/wire/body.ts";
import { commet } from "../../../src/providers/commet.ts";
import type { Provider } from "../../../src/providers/contract.ts";
import { flexprice } from "../../../src/providers/flexprice.ts";
import { maple } from "../../../src/providers/maple.ts";
import { vayu } from "../../../src/providers/vayu.ts";

it.each<[string, Provider, JsonObject, Customer, readonly FieldName[], JsonObject]>([
  ["nothing", maple, { id: "c", name: "A" }, { name: "A" }, [], {}],
  [
    "only what is touched",
    maple,
    { id: "c", name: "A", title: "T" },
    { name: "B", title: "U" },
    ["title"],
    { title: "U" },
  ],
  [
    "an object whole, members without a name among them",
    maple,
    { id: "c", address: { city: "Oslo", zip: "1", other: [1] } },
    { address: { city: "Bergen", postalCode: "1" } },
    ["address.city"],
    { address: { city: "Bergen", zip: "1", other: [1] } },
  ],
  [
    "flat members one by one",
    flexprice,
    { id: "c", address_city: "Oslo", address_line1: "S 4" },
    { address: { city: "Bergen", line1: "S 4" } },
    ["address.city"],
    { address_city: "Bergen" },
  ],
  [
    "under the vendor's names",
    maple,
    { id: "c" },
    { childRollupBillingConfig: { startDate: "s", frequency: "HOUR" } },
    ["childRollupBillingConfig"],
    { child_rollup_billing_config: { start_date: "s", frequency: "HOUR" } },
  ],
  [
    "an object that no record shows",
    commet,
    { id: "c" },
    { address: { city: "Oslo", country: "NO" } },
    ["address.city", "address.country"],
    { address: { city: "Oslo", country: "NO" } },
  ],
  [
    "everything writable that the record carries, null too",
    vayu,
    { id: "c", createdAt: "then", updatedAt: "now", deletedAt: "never", name: "A", aliases: null },
    { name: "B", aliases: null },
    ["name"],
    { name: "B", aliases: null },
  ],
])("holds %s", (_what, provider, native, desired, touched, body) => {
  const untouched = structuredClone(native);
  expect(updateBody(provider, native, desired, touched)).toEqual(body);
  expect(native).toEqual(untouched);
});

test("numbers keep their digits on the way through", () => {
  const native = parseJson(
    '{"id":"c","name":"A","customFields":[{"value":12345678901234567890.10}]}',
  );
  expect(printJson(updateBody(vayu, native as JsonObject, { name: "B" }, ["name"]))).toBe(
    '{"name":"B","customFields":[{"value":12345678901234567890.10}]}',
  );
});
