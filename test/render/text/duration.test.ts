import { expect, test } from "vitest";

import { duration } from "../../../src/render/text/duration.ts";

test.each([
  [0, "0 s"],
  [40, "0 s"],
  [420, "0.4 s"],
  [990, "1 s"],
  [41_000, "41 s"],
  [59_700, "1 m"],
  [89_000, "1 m 29 s"],
  [3_599_400, "59 m 59 s"],
  [3_599_600, "1 h"],
  [7_523_000, "2 h 5 m"],
  [360_000_000, "100 h"],
])("%d ms are %s", (milliseconds, text) => {
  expect(duration(milliseconds)).toBe(text);
});
