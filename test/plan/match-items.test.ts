import { expect, test } from "vitest";

import type { Json } from "../../src/domain/json.ts";
import { matchItems } from "../../src/plan/match-items.ts";

const identity = [["email"]];
const ida = { email: "a", name: "Ida", phone: "1" };
const ola = { email: "b", name: "Ola", phone: "2" };

/** `a`, `a > b` for one that is called otherwise now, `- a`, `+ b`. */
const matched = (before: Json, after: Json) =>
  matchItems(before, after, identity)?.map(({ id, renamedTo, old, fresh }) =>
    old === undefined
      ? `+ ${id}`
      : fresh === undefined
        ? `- ${id}`
        : renamedTo === undefined
          ? id
          : `${id} > ${renamedTo}`,
  );

test.each<[string, Json, Json, readonly string[] | undefined]>([
  ["the same identity is the same item", [ida, ola], [ola, { ...ida, name: "I" }], ["a", "b"]],
  [
    "the rest says which became which",
    [ida, ola],
    [
      { ...ola, email: "d" },
      { ...ida, email: "c" },
    ],
    ["a > c", "b > d"],
  ],
  [
    "more that is the same wins",
    [ida],
    [
      { email: "c", name: "Ida", phone: "9" },
      { ...ida, email: "d" },
    ],
    ["a > d", "+ c"],
  ],
  [
    "another person is another item",
    [ida],
    [{ email: "c", name: "Eva", phone: "1" }],
    ["- a", "+ c"],
  ],
  ["with nothing else in it, the only one", [{ email: "a" }], [{ email: "c" }], ["a > c"]],
  [
    "with nothing else in it, one of several is not guessed",
    [{ email: "a" }, { email: "b" }],
    [{ email: "c" }],
    ["- a", "- b", "+ c"],
  ],
  [
    "a switch that is the same says nothing",
    [{ email: "x", on: true }, ola],
    [{ email: "c", on: true }],
    ["- x", "- b", "+ c"],
  ],
  ["words are what they are", ["x", "y"], ["y", "z"], ["- x", "y", "+ z"]],
  ["no list is an empty one", null, [ida], ["+ a"]],
  ["two of one name cannot be told apart", [ida, ida], [ida], undefined],
  ["nor those without one", [{ name: "Ida" }], [ida], undefined],
])("%s", (_what, before, after, expected) => {
  expect(matched(before, after)).toEqual(expected);
});
