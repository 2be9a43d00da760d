import { expect, test } from "vitest";
import { findBy, own, readObject, stateOf } from "../../src/emulator/records.ts";

test("a customer is found by what it has now, however records came and went", () => {
  const state = stateOf('[{"id":"a","key":"one"},{"id":"b","key":"two"},{"id":"c"}]');
  expect(findBy(state, "key", "one")).toEqual({ id: "a", key: "one" });
  state.customers["a"] = { id: "a", key: "three" };
  expect(findBy(state, "key", "one")).toBeUndefined();
  expect(findBy(state, "key", "three")).toEqual({ id: "a", key: "three" });
  state.customers["d"] = { id: "d", key: "one" };
  expect(findBy(state, "key", "one")).toEqual({ id: "d", key: "one" });
  delete state.customers["b"];
  expect(findBy(state, "key", "two")).toBeUndefined();
  expect(findBy(state, "key", "")).toBeUndefined();
});

test("a record has its own keys only", () => {
  expect(own({ a: 1 }, "a")).toBe(1);
  expect(own({ a: 1 }, "constructor")).toBeUndefined();
});

test.each(["", "{", "[]", "null", '"x"', "1"])("%j is no JSON object", (text) => {
  expect(readObject(text)).toBeUndefined();
});
