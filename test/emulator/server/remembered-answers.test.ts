import { expect, test } from "vitest";
import { answer } from "../../../src/emulator/server/answer.ts";
import { recallAnswer, rememberAnswer } from "../../../src/emulator/server/remembered-answers.ts";
import type { VendorState } from "../../../src/emulator/vendor.ts";
import { testWorld } from "../support.ts";

test("an answer is remembered for a day, then forgotten and swept away", () => {
  const world = testWorld();
  const state: VendorState = { customers: {}, other: {} };
  rememberAnswer("a", answer(201, { n: 1 }), "body", state, world);
  world.advance(24 * 60 * 60_000 - 1);
  expect(recallAnswer("a", state, world)).toEqual({ status: 201, json: { n: 1 }, request: "body" });
  expect(recallAnswer("constructor", state, world)).toBeUndefined();
  world.advance(1);
  expect(recallAnswer("a", state, world)).toBeUndefined();
  rememberAnswer("b", answer(200, null), null, state, world);
  expect(Object.keys(state.other).filter((key) => key.startsWith("answer "))).toEqual(["answer b"]);
});
