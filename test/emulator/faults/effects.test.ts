import { expect, test } from "vitest";
import type { JsonObject } from "../../../src/domain/json.ts";
import { inPlaceOf, storedOtherwise } from "../../../src/emulator/faults/effects.ts";

/** The customer "a" was created. */
const change = { part: "customers", key: "a", before: undefined } as const;

test("a status keeps the vendor's error and adds what the fault says", () => {
  const error = { status: 429, headers: { "X-Own": "1" }, body: { json: { code: "limited" } } };
  const fault = { vendor: "any", call: "any", kind: "status", status: 429 } as const;
  expect(inPlaceOf(error, fault)).toEqual(error);
  expect(inPlaceOf(error, { ...fault, retryAfter: 0, body: null })).toEqual({
    status: 429,
    headers: { "X-Own": "1", "Retry-After": "0" },
    body: { json: null },
  });
});

test("a member that the update removed is dropped back into the record", () => {
  const before: JsonObject = { id: "a", metadata: { tier: "gold" } };
  const stored: JsonObject = { id: "a", metadata: {} };
  const state = { customers: { a: stored }, other: {} };
  const fault = { vendor: "any", call: "any", kind: "drop", members: ["metadata.tier"] } as const;
  const answer = storedOtherwise(
    fault,
    { status: 200, body: { json: stored } },
    [{ ...change, before }],
    state,
  );
  expect(answer.body).toEqual({ json: before });
  expect(state.customers.a).toEqual(before);
});

test("a created customer lacks the dropped member", () => {
  const stored: JsonObject = { id: "a", name: "New", email: "a@b.example" };
  const state = { customers: { a: stored }, other: {} };
  const fault = { vendor: "any", call: "create", kind: "drop", members: ["email"] } as const;
  storedOtherwise(fault, { status: 201, body: { json: stored } }, [change], state);
  expect(state.customers.a).toEqual({ id: "a", name: "New" });
});

test("only texts have capitals", () => {
  const stored: JsonObject = { id: "a", dueDays: 30, name: "ß" };
  const state = { customers: { a: stored }, other: {} };
  const members = ["dueDays", "name", "missing.member"];
  const fault = { vendor: "any", call: "any", kind: "normalise", members } as const;
  storedOtherwise(fault, { status: 200, body: undefined }, [change], state);
  expect(state.customers.a).toEqual({ id: "a", dueDays: 30, name: "SS" });
});
