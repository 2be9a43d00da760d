import { expect, it } from "vitest";

import type { Customer } from "../../../src/domain/change.ts";
import type { FieldName } from "../../../src/domain/fields.ts";
import type { Json, JsonObject } from "../../../src/domain/json.ts";
import { complaintsAboutRecord } from "../../../src/plan/checks/record-complaints.ts";
import { type ProviderId, providers } from "../../../src/providers/registry.ts";

const of = (
  provider: ProviderId,
  field: FieldName,
  native: JsonObject,
  [before, desired]: readonly [Customer, Customer],
) => {
  const value: Json = "x";
  const edits = [
    { field: "name" as const, rest: [], op: "set" as const, value, location: { name: "--name" } },
    { field, rest: [], op: "set" as const, value, location: { name: "--set" } },
  ];
  const records = { native, before, desired };
  return complaintsAboutRecord(providers[provider], records, [field], {
    edits,
    replaceMetadata: false,
  });
};

const city = { address: { city: "Oslo" } };
const twins = { contacts: [{ email: "a@x.example" }, { email: "a@x.example" }] };
const many = { metadata: Object.fromEntries([...Array(65).keys()].map((key) => [`k${key}`, 1])) };

it.each<[string, Parameters<typeof of>, RegExp]>([
  [
    "a member of what is no object",
    ["maple", "address.city", { address: "Oslo" }, [{}, city]],
    /^the stored "address" is no object, so "address.city" cannot be changed in it$/u,
  ],
  [
    "too much for the provider, with what is there already",
    ["kirim", "metadata", {}, [{}, many]],
    /^the metadata would then break a rule of Kirim: expected .*64/u,
  ],
  [
    "two items of one name",
    ["vayu", "contacts", {}, [{}, twins]],
    /two items called "a@x.example"/u,
  ],
])("complains about %s, at the edit that asks for it", (_what, asked, message) => {
  expect(of(...asked)).toEqual([
    expect.objectContaining({
      location: { name: "--set" },
      message: expect.stringMatching(message),
    }),
  ]);
});

it("says nothing of what the record held before, and of fields that do not change", () => {
  expect(of("vayu", "contacts", {}, [twins, twins])).toEqual([]);
  expect(of("vayu", "name", twins, [twins, twins])).toEqual([]);
  expect(of("maple", "address.city", { address: {} }, [{}, city])).toEqual([]);
});
