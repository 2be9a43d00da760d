import { expect, test } from "vitest";
import {
  findBy,
  own,
  put,
  readObject,
  recorded,
  remove,
  stateOf,
} from "../../../src/emulator/state/records.ts";

test("a customer is found by what it has now, however records came and went", () => {
  const state = stateOf('[{"id":"a","key":"one"},{"id":"b","key":"two"},{"id":"c"}]');
  expect(findBy(state, "key", "one")).toEqual({ id: "a", key: "one" });
  put(state, "customers", "a", { id: "a", key: "three" });
  expect(findBy(state, "key", "one")).toBeUndefined();
  expect(findBy(state, "key", "three")).toEqual({ id: "a", key: "three" });
  put(state, "customers", "d", { id: "d", key: "one" });
  expect(findBy(state, "key", "one")).toEqual({ id: "d", key: "one" });
  remove(state, "customers", "b");
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

test("what is touched is noted with what was there, once for each key, and only where it differs in the end", () => {
  const state = { ...stateOf('[{"id":"a"},{"id":"b"},{"id":"c"}]'), touched: [] };
  const [a, b, c] = Object.values(state.customers);
  const { result, changes } = recorded(state, (noted) => {
    put(noted, "customers", "a", { id: "a", n: 1 });
    put(noted, "customers", "a", { id: "a", n: 2 });
    put(noted, "customers", "b", { id: "b", n: 1 });
    put(noted, "customers", "b", b ?? {});
    remove(noted, "customers", "c");
    put(noted, "other", "new", null);
    put(noted, "other", "gone again", 1);
    remove(noted, "other", "gone again");
    return "done";
  });
  expect(result).toBe("done");
  expect(changes).toEqual([
    { part: "customers", key: "a", before: a },
    { part: "customers", key: "c", before: c },
    { part: "other", key: "new", before: undefined },
  ]);
  expect(state.customers).toEqual({ a: { id: "a", n: 2 }, b });
  expect(state.other).toEqual({ new: null });
  expect(state.touched).toHaveLength(8);
});
