import { expect, test } from "vitest";

import { changeIds, spellChangeId } from "../../src/journal/change-id.ts";

test("an id begins with the time as the ULID specification writes it", () => {
  // The specification's own example: 1469918176385 is 01ARYZ6S41.
  expect(changeIds(() => 1_469_918_176_385)()).toMatch(/^01ARYZ6S41[0-9A-HJKMNP-TV-Z]{16}$/u);
});

test("ids of the same millisecond are in order", () => {
  const next = changeIds(() => 1_793_542_930_000);
  const ids = Array.from({ length: 1000 }, next);
  expect(ids).toEqual(ids.toSorted());
  expect(new Set(ids).size).toBe(1000);
});

test("ids stay in order when the clock is set back", () => {
  let now = 1_793_542_930_000;
  const next = changeIds(() => (now -= 3_600_000));
  const ids = Array.from({ length: 20 }, next);
  expect(ids).toEqual(ids.toSorted());
  expect(new Set(ids).size).toBe(20);
});

test("two processes in the same millisecond make different ids", () => {
  const ids = Array.from({ length: 1000 }, () => changeIds(() => 1_793_542_930_000)());
  expect(new Set(ids).size).toBe(1000);
});

test("the letters that look like digits are read as digits", () => {
  expect(spellChangeId("oijbkl")).toBe("01JBK1");
});
