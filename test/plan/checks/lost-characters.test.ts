import { expect, it } from "vitest";

import { lostCharacters } from "../../../src/plan/checks/lost-characters.ts";

const lost = "A\u{FFFD}";

it.each([
  ["a value", "name", lost],
  ["an item", "aliases[1]", lost],
  ["what is deep in data", "metadata.a", { b: [1, { c: lost }] }],
  ["a key of data", "metadata.a", { [lost]: 1 }],
  ["a key of the map", `metadata.${lost}`, 1],
])("%s in which a character was lost is warned of", (_what, field, after) => {
  expect(lostCharacters([{ field, kind: "added", after }])).toEqual([
    {
      code: "replacement_character",
      field,
      message: `${field} holds U+FFFD: an earlier program lost a character there`,
    },
  ]);
});

it("what is taken out, or has none, is not", () => {
  expect(lostCharacters([{ field: "name", kind: "removed", before: lost }])).toEqual([]);
  expect(lostCharacters([{ field: "name", kind: "changed", before: lost, after: "A" }])).toEqual(
    [],
  );
});
