import { expect, test } from "vitest";
import { mergedInto, own, pick, readObject, without } from "../../../src/emulator/state/records.ts";

test("a record has its own keys only", () => {
  expect(own({ a: 1 }, "a")).toBe(1);
  expect(own({ a: 1 }, "constructor")).toBeUndefined();
});

test.each(["", "{", "[]", "null", '"x"', "1"])("%j is no JSON object", (text) => {
  expect(readObject(text)).toBeUndefined();
});

test("keys are picked and left out in the record's order", () => {
  const record = { b: 1, a: 2, c: 3 };
  expect(Object.keys(pick(record, ["a", "b", "x"]))).toEqual(["b", "a"]);
  expect(Object.keys(without(record, ["a", "x"]))).toEqual(["b", "c"]);
});

test("only objects are merged", () => {
  expect(mergedInto({ a: 1, b: 1 }, { b: 2 })).toEqual({ a: 1, b: 2 });
  expect([mergedInto([1], { b: 2 }), mergedInto({ a: 1 }, null)]).toEqual([{ b: 2 }, null]);
});
