import { expect, test } from "vitest";

import { fromSystem, randomBytes, randomUuid } from "../../src/host/random-bytes.ts";

test("are as many as were asked for, and never the same again", () => {
  const lengths = [0, 1, 6, 16, 1023, 1024, 1025, 5000];
  expect(lengths.map((length) => randomBytes(length).length)).toEqual(lengths);
  const taken = Array.from({ length: 1000 }, () => randomBytes(8).toString("hex"));
  expect(new Set(taken).size).toBe(1000);
});

test("have every value", () => {
  expect(new Set(randomBytes(20_000)).size).toBe(256);
});

test.each(["/dev/null", "/nowhere", "/"])(
  "come from elsewhere where %s is all there is",
  (source) => {
    const bytes = fromSystem(64, source);
    expect(bytes.length).toBe(64);
    expect(new Set(bytes).size).toBeGreaterThan(20);
  },
);

test("make a UUID of version 4", () => {
  const made = Array.from({ length: 200 }, randomUuid);
  for (const uuid of made) {
    expect(uuid).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/u);
  }
  expect(new Set(made).size).toBe(200);
});
