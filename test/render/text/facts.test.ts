import { expect, test } from "vitest";

import { createStyle } from "../../../src/render/text/style.ts";
import { factLines } from "../../../src/render/text/facts.ts";

test("values stand below one another, and what is not known is left out", () => {
  const facts = [
    ["run", "01K8"],
    ["rows", undefined],
    ["", "3 left \u001B[2J"],
    ["directory", "one two three four"],
  ] as const;
  expect(factLines(facts, createStyle({ colour: false, columns: 24 }))).toEqual([
    "run:         01K8",
    String.raw`             3 left`,
    String.raw`             \x1b[2J`,
    "directory:   one two",
    "             three four",
  ]);
});
