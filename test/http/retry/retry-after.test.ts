import { expect, test } from "vitest";
import { compact } from "../../../src/domain/compact.ts";
import { retryAfter } from "../../../src/http/retry/retry-after.ts";

/** 06 Nov 1994 08:49:00 GMT. */
const now = Date.UTC(1994, 10, 6, 8, 49, 0);
const minutes = 60_000;

test.each([
  [undefined, undefined],
  ["7", 7000],
  [" 1.5 ", 1500],
  ["Sun, 06 Nov 1994 08:49:37 GMT", 37_000],
  ["Sunday, 06-Nov-94 08:49:37 GMT", 37_000],
  ["Sun Nov  6 08:49:37 1994", 37_000],
  ["Sun, 06 Nov 1994 08:48:00 GMT", 0],
  ["soon", undefined],
  ["-5", undefined],
])("Retry-After: %s", (value, expected) => {
  expect(retryAfter(compact({ "retry-after": value }), now)).toBe(expected);
});

test.each([
  ["ten minutes fast", 10],
  ["ten minutes slow", -10],
  ["right", 0],
])("a date is measured against the answer's own Date where our clock is %s", (_name, wrongBy) => {
  const headers = {
    date: "Sun, 06 Nov 1994 08:49:00 GMT",
    "retry-after": "Sun, 06 Nov 1994 08:49:37 GMT",
  };
  expect(retryAfter(headers, now + wrongBy * minutes)).toBe(37_000);
});

test("seconds are seconds, whatever the answer's Date says", () => {
  const headers = { date: "Sun, 06 Nov 1994 08:39:00 GMT", "retry-after": "7" };
  expect(retryAfter(headers, now)).toBe(7000);
});

test("a Date that cannot be read counts for nothing", () => {
  const headers = { date: "yesterday", "retry-after": "Sun, 06 Nov 1994 08:49:37 GMT" };
  expect(retryAfter(headers, now)).toBe(37_000);
});
