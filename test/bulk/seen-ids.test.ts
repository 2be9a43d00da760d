import { expect, it } from "vitest";

import { seenIds } from "../../src/bulk/seen-ids.ts";

it("finds a repeated key, and no other, among two hundred thousand", () => {
  const seen = seenIds(4);
  const keys = Array.from({ length: 200_000 }, (_, index) => `cus_${index}`);
  expect(keys.filter((key) => seen.add(key))).toEqual([]);
  expect(seen.size()).toBe(keys.length);
  expect(keys.filter((key) => !seen.add(key))).toEqual([]);
  expect(seen.size()).toBe(keys.length);
  expect(seen.add("cus_-1")).toBe(false);
});

it("tells keys apart that differ in little", () => {
  const seen = seenIds();
  const keys = ["", "a", "aa", "A", "a\0", "ab", "ba", "\u{1F600}", "\u{1F601}", "é", "e\u0301"];
  expect(keys.filter((key) => seen.add(key))).toEqual([]);
});
