import { expect, test } from "vitest";
import {
  customerShown,
  editStored,
  merging,
  settingPaths,
  withCustomer,
} from "../../../src/emulator/state/stored-edits.ts";
import { vayu } from "../../../src/emulator/vendors/vayu/vayu.ts";
import { testNow, testWorld } from "../support.ts";

const id = "65f0c1a2b3d4e5f60718293a";

test("an edit notes its time and replaces the record", () => {
  const state = vayu.seed();
  const before = state.customers[id];
  const edited = editStored(
    id,
    settingPaths({ "address.city": "Hamburg" }),
    state,
    vayu,
    testWorld(),
  );
  expect(edited).toMatchObject({ updatedAt: testNow, address: { city: "Hamburg" } });
  expect(state.customers[id]).toBe(edited);
  expect(before).toMatchObject({ address: { city: "Berlin" } });
  expect(editStored("constructor", merging({}), state, vayu, testWorld())).toBeUndefined();
});

test("merging goes into objects, replaces lists and keeps null as a value", () => {
  const edit = merging({ address: { city: null }, aliases: ["x"], name: "New" });
  expect(
    edit({
      name: "Old",
      aliases: ["a", "b"],
      address: { city: "Berlin", state: null },
      currency: "EUR",
    }),
  ).toEqual({ name: "New", aliases: ["x"], address: { city: null, state: null }, currency: "EUR" });
});

test("the customer of an answer is the outermost that is stored", () => {
  const state = vayu.seed();
  const shown = (json: Parameters<typeof merging>[0]) =>
    customerShown({ status: 200, body: { json } }, state);
  expect(shown({ id: "other", customer: { id } })).toBe(id);
  expect(shown({ customers: [{ id }, { id: "65f0c1a2b3d4e5f60718293b" }] })).toBe(id);
  expect(shown({ message: "none" })).toBeUndefined();
  expect(customerShown({ status: 200, body: undefined }, state)).toBeUndefined();
});

test("an answer is changed where it shows the customer", () => {
  const json = { success: true, data: { id, name: "a" }, list: [{ id: "b", name: "a" }] };
  expect(withCustomer({ status: 200, body: { json } }, id, merging({ name: "A" })).body).toEqual({
    json: { ...json, data: { id, name: "A" } },
  });
});
