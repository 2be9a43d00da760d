import { expect, test } from "vitest";
import { retryAfter } from "../../../src/http/retry/retry-after.ts";

/** 06 Nov 1994 08:49:00 GMT. */
const now = Date.UTC(1994, 10, 6, 8, 49, 0);

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
  expect(retryAfter(value, now)).toBe(expected);
});
