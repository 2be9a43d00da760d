import { expect, test } from "vitest";
import { readRateHeaders } from "../../../src/http/rate/rate-headers.ts";

const names = { limit: "x-limit", remaining: "x-left" };

test.each([
  [
    { "x-limit": "60", "x-left": "0" },
    { limit: 60, remaining: 0 },
  ],
  [{ "x-limit": " 600 " }, { limit: 600 }],
  [{ "x-left": "7" }, { remaining: 7 }],
  [{ "x-limit": "0", "x-left": "-1" }, {}],
  [{ "x-limit": "60, 60", "x-left": "1.5" }, {}],
  [{ "x-limit": "", "x-left": "1e3" }, {}],
  [{ "x-limit": "9".repeat(400) }, {}],
])("%j reports %j", (headers, expected) => {
  expect(readRateHeaders({ headers }, names)).toEqual(expected);
});

test("without names nothing is read", () => {
  expect(readRateHeaders({ headers: { "x-left": "7" } }, undefined)).toEqual({});
});
