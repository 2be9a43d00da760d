import { expect, test } from "vitest";
import {
  bearerOf,
  plainAnswer,
  reasonCode,
  reasonOf,
  withHeaders,
} from "../../../src/emulator/server/answer.ts";

test("a status is told in HTTP's own words", () => {
  expect([reasonOf(402), reasonCode(402)]).toEqual(["Payment Required", "payment_required"]);
  expect([reasonOf(599), reasonCode(599)]).toEqual(["Unknown", "unknown"]);
});

test("an answer's own headers stay", () => {
  const own = { ...plainAnswer(200, ""), headers: { A: "own" } };
  expect(withHeaders(own, { A: "other", B: "b" }).headers).toEqual({ A: "own", B: "b" });
});

test.each([
  ["Bearer x.y", "x.y"],
  ["bearer x", "x"],
  ["Basic x", undefined],
  ["Bearer x y", undefined],
  [undefined, undefined],
])("%j bears %j", (authorization, token) => {
  const headers: Record<string, string> = authorization === undefined ? {} : { authorization };
  const request = { method: "GET", path: "/", query: new URLSearchParams(), headers, body: "" };
  expect(bearerOf(request)).toBe(token);
});
