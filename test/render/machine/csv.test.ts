import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";

import { csvRecord } from "../../../src/render/machine/csv.ts";

test.each([
  [["a", "b"], "a,b\n"],
  [[undefined, null, ""], ",,\n"],
  [[-5, true, [1, 2]], '-5,true,"[1,2]"\n'],
  [["=1+1", '-2"x', "+47 55"], `'=1+1,"'-2""x",'+47 55\n`],
  [[" a", "b ", "c\nd"], '" a","b ","c\nd"\n'],
])("%j", (values, text) => {
  expect(csvRecord(values)).toBe(text);
});

test("another reader gives back the same cells", () => {
  const cells = ['say "hi"', "a,b", "two\nlines", "tab\there", "ünï 客", "'s"];
  expect(parse(csvRecord(cells))).toEqual([cells]);
});
