import { expect, test } from "vitest";
import {
  customerCount,
  customerOf,
  customersOf,
  findBy,
  makeCustomers,
  put,
  recorded,
  remove,
  stateOf,
  undo,
} from "../../../src/emulator/state/state.ts";
import type { VendorState } from "../../../src/emulator/vendor.ts";

/** Three customers, and such made ones as there may be. */
function stateWithMade(count: number): VendorState {
  const state = stateOf('[{"id":"a","key":"one"},{"id":"b","key":"two"},{"id":"c"}]');
  const making = { prefix: "m", digits: 2, externalId: "key", name: "name", first: { id: "a" } };
  const held = { ...state, making };
  makeCustomers(held, count);
  return held;
}

function idsOf(state: VendorState): readonly unknown[] {
  const customers = customersOf(state);
  expect(customerCount(state)).toBe(customers.length);
  return customers.map(({ id }) => id);
}

test("a customer is found by what it has now, however records came and went", () => {
  const state = stateWithMade(0);
  expect(findBy(state, "key", "one")).toEqual({ id: "a", key: "one" });
  put(state, "customers", "a", { id: "a", key: "three" });
  expect(findBy(state, "key", "one")).toBeUndefined();
  expect(findBy(state, "key", "three")).toEqual({ id: "a", key: "three" });
  put(state, "customers", "d", { id: "d", key: "one" });
  expect(findBy(state, "key", "one")).toEqual({ id: "d", key: "one" });
  expect(findBy(state, "key", "one", ({ id }) => id !== "d")).toBeUndefined();
  remove(state, "customers", "b");
  expect(findBy(state, "key", "two")).toBeUndefined();
  expect(findBy(state, "key", "")).toBeUndefined();
});

test("made customers are there without being stored, until they are changed or removed", () => {
  const state = stateWithMade(3);
  expect(idsOf(state)).toEqual(["a", "b", "c", "m01", "m02", "m03"]);
  expect(Object.keys(state.customers)).toEqual(["a", "b", "c"]);
  expect(customerOf(state, "m04")).toBeUndefined();
  expect(findBy(state, "key", "acct-000002")).toMatchObject({ id: "m02" });
  expect(findBy(state, "key", "acct-000004")).toBeUndefined();
  put(state, "customers", "m02", { id: "m02", key: "mine 3" });
  expect(findBy(state, "key", "acct-000002")).toBeUndefined();
  expect(findBy(state, "key", "mine 3")).toEqual({ id: "m02", key: "mine 3" });
  remove(state, "customers", "m03");
  expect(customerOf(state, "m03")).toBeUndefined();
  expect(findBy(state, "key", "acct-000003")).toBeUndefined();
  expect(idsOf(state)).toEqual(["a", "b", "c", "m01", "m02"]);
});

test("making customers brings removed ones back and leaves changed ones alone", () => {
  const state = stateWithMade(3);
  put(state, "customers", "m01", { id: "m01", changed: true });
  for (const id of ["m02", "m03"]) remove(state, "customers", id);
  expect(makeCustomers(state, 2)).toEqual(["m01", "m02"]);
  expect(idsOf(state)).toEqual(["a", "b", "c", "m01", "m02"]);
  expect(customerOf(state, "m01")).toEqual({ id: "m01", changed: true });
});

test("what is touched is noted with what was there, once for each key, and only where it differs in the end", () => {
  const state = { ...stateWithMade(1), touched: [] };
  const { a, b, c } = state.customers;
  const made = customerOf(state, "m01");
  const { result, changes } = recorded(state, (noted) => {
    put(noted, "customers", "a", { id: "a", n: 1 });
    put(noted, "customers", "a", { id: "a", n: 2 });
    put(noted, "customers", "b", { id: "b", n: 1 });
    put(noted, "customers", "b", b ?? {});
    remove(noted, "customers", "c");
    put(noted, "other", "new", null);
    put(noted, "other", "gone again", 1);
    remove(noted, "other", "gone again");
    put(noted, "customers", "m01", { id: "m01" });
    return "done";
  });
  expect(result).toBe("done");
  expect(changes).toEqual([
    { part: "customers", key: "a", before: a },
    { part: "customers", key: "c", before: c },
    { part: "other", key: "new", before: undefined },
    { part: "customers", key: "m01", before: made },
  ]);
  expect(state.customers).toEqual({ a: { id: "a", n: 2 }, b, m01: { id: "m01" } });
  expect(state.touched).toHaveLength(9);
  undo(state, changes);
  expect(customersOf(state)).toEqual(customersOf(stateWithMade(1)));
  expect(state.other).toEqual({ made: 1 });
});

test("what is thrown leaves everything as it was", () => {
  const state = stateWithMade(1);
  const act = (noted: VendorState) => {
    put(noted, "customers", "x", { id: "x" });
    remove(noted, "customers", "m01");
    remove(noted, "customers", "a");
    throw new Error("broken");
  };
  expect(() => recorded(state, act)).toThrow("broken");
  expect(new Set(idsOf(state))).toEqual(new Set(["a", "b", "c", "m01"]));
  expect(state.other).toEqual({ made: 1 });
});
