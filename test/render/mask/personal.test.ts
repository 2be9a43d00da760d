import { expect, test } from "vitest";

import { createPersonal, keysOf } from "../../../src/render/mask/personal.ts";

const personal = createPersonal(["metadata.owner", 'metadata["a.b"]', "timezone"]);

test.each([
  ["email", true],
  ["contacts[ida@fjord.example].phone", true],
  ['metadata["tax.note"]', false],
  ['metadata["pan"]', true],
  ["metadata.tier", false],
  ["orgName", true],
  ["name", true],
  ["native.name", true],
  ["metadata.name", false],
  ["metadata.owner", true],
  ["metadata.Owner.first", true],
  ["native.metadata.owner", true],
  ["metadata.owners", false],
  ["owner", false],
  ['metadata["a.b"]', true],
  ["metadata.a.b", false],
  ["timezone", true],
  ["not a path", false],
])("a path is personal by its members: %s: %j", (path, expected) => {
  expect(personal.at(keysOf(path))).toBe(expected);
});

test("a path of 10 MB has members", () => {
  expect(keysOf(`metadata[${"w".repeat(10_000_000)}].a b`)).toEqual(["metadata", "a b"]);
});
