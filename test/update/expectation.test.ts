import { expect, test } from "vitest";

import { fieldRevision, readFieldRevision } from "../../src/domain/field/field-revision.ts";
import type { CustomerPatch } from "../../src/domain/patch.ts";
import { expectationOf, movedFrom } from "../../src/update/expectation.ts";

const location = { name: "f" };
const patch: CustomerPatch = {
  edits: [
    { field: "name", rest: [], location, op: "set", value: "Bo" },
    { field: "metadata", rest: [{ key: "tier" }], location, op: "set", value: "x" },
  ],
  replaceMetadata: false,
};
const base = { name: "Ana", email: "a@x.example", metadata: { tier: "gold", crm: "1" } };
const printed = [
  ...(readFieldRevision(
    fieldRevision([
      { path: "name", value: "Ana" },
      { path: "email", value: "a@x.example" },
      { path: "metadata.tier", value: "gold" },
      { path: "metadata.crm", value: "1" },
    ]),
  )?.values() ?? []),
];

test("nothing was printed: nothing is expected", () => {
  expect(expectationOf({}, patch)).toBeUndefined();
});

test.each([
  ["the record", { base }],
  ["digests of its fields", { printed }],
])("of %s, what the patch touches must be as it was, and nothing else", (_what, known) => {
  const expected = expectationOf(known, patch) ?? { images: [], since: "" };
  const movedIn = (now: object) =>
    movedFrom(expected, { ...base, ...now }, patch).map(({ field }) => field);
  expect(movedIn({})).toEqual([]);
  expect(movedIn({ email: "b@x.example" })).toEqual([]);
  expect(movedIn({ metadata: { tier: "gold", crm: "2" } })).toEqual([]);
  expect(movedIn({ name: "Eve" })).toEqual(["name"]);
  expect(movedIn({ name: "Eve", metadata: { crm: "1" } })).toEqual(["name", "metadata.tier"]);
});

test("metadata that is replaced must be as it was, whole", () => {
  const whole: CustomerPatch = { edits: [], replaceMetadata: true };
  const expected = expectationOf({ base, printed }, whole) ?? { images: [], since: "" };
  const now = { ...base, metadata: { tier: "gold", crm: "2" } };
  expect(movedFrom(expected, now, whole).map(({ field }) => field)).toEqual([
    "metadata.crm",
    "metadata.crm",
  ]);
});
