import { expect, test } from "vitest";

import { numberWord } from "../../../src/domain/text/number-word.ts";

test("small counts are words, greater ones digits", () => {
  expect([0, 1, 5, 12, 13, 100].map(numberWord)).toEqual([
    "no",
    "one",
    "five",
    "twelve",
    "13",
    "100",
  ]);
});
