import { describe, expect, it, test } from "vitest";

import { type JsonObject, parseJson } from "../../../src/domain/json.ts";
import { commet } from "../../../src/providers/commet.ts";
import type { Provider } from "../../../src/providers/contract.ts";
import { flexprice } from "../../../src/providers/flexprice.ts";
import { kirim } from "../../../src/providers/kirim.ts";
import { maple } from "../../../src/providers/maple.ts";
import {
  decodeField,
  decodeRecord,
  fieldsOf,
  mappingOf,
  recordId,
} from "../../../src/providers/wire/record.ts";
import { vayu } from "../../../src/providers/vayu.ts";

describe("a record in the common vocabulary", () => {
  it.each<[string, Provider, JsonObject, JsonObject]>([
    ["missing members stay missing", maple, { id: "c" }, { id: "c" }],
    [
      "null stays null",
      kirim,
      { id: "c", email: null, metadata: null },
      { id: "c", email: null, metadata: null },
    ],
    [
      "empty stays empty",
      flexprice,
      { id: "c", address_line2: "" },
      { id: "c", address: { line2: "" } },
    ],
    [
      "metadata that is a text",
      kirim,
      { id: "c", metadata: "text" },
      { id: "c", metadata: "text" },
    ],
    ["an address that is a text", vayu, { id: "c", address: "Oslo" }, { id: "c" }],
    ["an address that is a list", vayu, { id: "c", address: [] }, { id: "c" }],
    ["contacts that are null", vayu, { id: "c", contacts: null }, { id: "c", contacts: null }],
    [
      "custom fields with odd items",
      vayu,
      { id: "c", customFields: [null, "x", { vayuCustomFieldName: "n", value: { a: 1 } }] },
      { id: "c", customFields: [null, "x", { name: "n", value: { a: 1 } }] },
    ],
    ["a member that no fact names", maple, { id: "c", tags: ["a"] }, { id: "c" }],
    [
      "what the provider never returns, should it do so",
      commet,
      { id: "c", address: { city: "Oslo" } },
      { id: "c" },
    ],
    [
      "names inside a read-only member",
      maple,
      { id: "c", mrr: { value_in_cents: 1 } },
      { id: "c", mrr: { valueInCents: 1 } },
    ],
  ])("%s", (_what, provider, native, customer) => {
    expect(decodeRecord(provider, native)).toEqual(customer);
  });

  test("has the id first, then the fields in their order", () => {
    const native = { updated_at: "now", metadata: {}, name: "A", id: "c" };
    expect(Object.keys(decodeRecord(kirim, native))).toEqual([
      "id",
      "name",
      "metadata",
      "updatedAt",
    ]);
  });

  test("reads its own keys only", () => {
    expect(decodeField(kirim, parseJson('{"__proto__":{"name":"A"}}') as JsonObject, "name")).toBe(
      undefined,
    );
    expect(decodeField(vayu, { name: "A" }, "email")).toBeUndefined();
  });
});

test("fields come in the order of the vocabulary", () => {
  expect(fieldsOf(kirim)).toEqual(["name", "email", "status", "metadata"]);
  expect(mappingOf(kirim, "phone")).toBeUndefined();
});

test.each<[unknown, string | undefined]>([
  ["cus_1", "cus_1"],
  ["ünïcode", "ünïcode"],
  ["", undefined],
  [5, undefined],
  [null, undefined],
  [".", undefined],
  ["..", undefined],
  ["a/b", undefined],
  ["..\\b", undefined],
  ["\ud800", undefined],
])("the id %j is %j", (id, expected) => {
  expect(recordId(kirim, { id } as JsonObject)).toBe(expected);
});
