import { expect, test } from "vitest";

import { isApplied } from "../../../src/domain/run/recorded-change.ts";

test.each([
  ["updated", true],
  ["created", true],
  ["failed", false],
  ["unknown", false],
  ["unchanged", false],
])("a write that ended %s has changed something: %s", (outcome, applied) => {
  expect(isApplied(outcome)).toBe(applied);
});
