import { describe, expect, test } from "vitest";

import {
  fieldRevision,
  isAsPrinted,
  movedFields,
  readFieldRevision,
} from "../../../src/domain/field/field-revision.ts";

const customer = {
  name: "Ana",
  email: null,
  metadata: { "a b": "x", seats: 12, vip: true },
  contacts: [{ email: "a@x.example", name: "A" }],
};
const fields = [
  { path: "name", value: "Ana" },
  { path: "email", value: null },
  { path: "phone", value: undefined },
  { path: 'metadata["a b"]', value: "x" },
  { path: "metadata.seats", value: 12 },
  { path: "metadata.vip", value: true },
  { path: "contacts[a@x.example].name", value: "A" },
];
const revision = fieldRevision(fields);
const printed = readFieldRevision(revision) ?? new Map();
const of = (path: string) => {
  const found = printed.get(path);
  if (found === undefined) throw new Error(`${path} is not in ${revision}`);
  return found;
};

test("what is printed is read back, path by path", () => {
  expect([...printed.keys()]).toEqual(fields.map(({ path }) => path));
  expect(of("metadata.seats").typed).toBe(true);
  expect(of("name").typed).toBe(false);
  expect(of("email").typed).toBe(false);
});

test("it is one word after another, holds no value, and begins like no formula", () => {
  expect(revision).toMatch(/^fields:(?: [^\s,"]+)+$/u);
  expect(revision).not.toContain("Ana");
});

test.each(["", "fields", "sha256:00", "fields: name", "fields: name=xyz", "fields: %=0123456789"])(
  "%j is none",
  (text) => {
    expect(readFieldRevision(text)).toBeUndefined();
  },
);

describe("a cell", () => {
  test.each([
    ["name", "Ana", true],
    ["name", "ana", false],
    ["email", "", true],
    ["phone", "", true],
    ["metadata.seats", "12", true],
    ["metadata.vip", "TRUE", true],
    ["metadata.vip", "FALSE", false],
  ])("%s: %j is as printed: %s", (path, cell, expected) => {
    expect(isAsPrinted(of(path), cell)).toBe(expected);
  });
});

describe("what moved", () => {
  test("nothing, where everything is as it was; null, missing and empty are one", () => {
    expect(movedFields([...printed.values()], customer)).toEqual([]);
    expect(movedFields([of("email"), of("phone")], { phone: "" })).toEqual([]);
  });

  test("a value that is another one, or of another type, or gone", () => {
    const now = { ...customer, name: "Bo", contacts: [], metadata: { "a b": "x" } };
    expect(movedFields([...printed.values()], now)).toEqual([
      { field: "name", kind: "changed", after: "Bo" },
      { field: "metadata.seats", kind: "changed" },
      { field: "metadata.vip", kind: "changed" },
      { field: "contacts[a@x.example].name", kind: "changed" },
    ]);
  });
});
