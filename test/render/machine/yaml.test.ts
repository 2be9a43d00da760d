import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";

import { printYaml } from "../../../src/render/machine/yaml.ts";
import { rounds, testSeed } from "../../support/random.ts";
import { dangerous } from "../hostile.ts";

/** What YAML gives a meaning to, what it folds, strips or counts, and what JSON can only escape. */
const marks = [
  ...Array.from(" \t\n\r#:-?|>%@`\"'&*!{}[],~<=.\\0a\u00A0\u3000é"),
  ...Array.from("\u0000\u0085\u001B\u007F\u200B\u2028\u2029\uFEFF\uD800"),
  "\uDC00",
  "---",
  "...",
  "null",
  "1e3",
  "0x1",
  "\r\n",
  "👩‍🚀",
];
const text = fc.oneof(
  fc.array(fc.constantFrom(...marks), { maxLength: 8 }).map((parts) => parts.join("")),
  fc.array(fc.constantFrom(" ", "\n", "\t", "a"), { maxLength: 8 }).map((parts) => parts.join("")),
  fc.string({ unit: "binary" }),
);
const nested = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    text,
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(text, tie("value"), { maxKeys: 3, noNullPrototype: true }),
  ),
})).value;

/** Read as strictly as it can be: a key that is there twice is an error. */
const again = (value: unknown): unknown => parse(printYaml(value), { uniqueKeys: true });

test("every string comes back as it was, as a value and as a key, however deep, and does no harm", () => {
  fc.assert(
    fc.property(nested, (value) => {
      expect(printYaml(value)).not.toMatch(dangerous);
      expect(again(value)).toEqual(value);
    }),
    { numRuns: rounds(2000), seed: testSeed },
  );
});

describe("a string of several lines that begins with a space or an empty line", () => {
  test.each([" \n", "\n a", "  \n", " a\n", " \na", "\n", "\n\n", " a\na"])("%j", (value) => {
    expect(again(value)).toBe(value);
    expect(again({ [value]: [value, { note: value }] })).toEqual({
      [value]: [value, { note: value }],
    });
  });
});

test("a long string stays on its line, as a value and as a key", () => {
  const long = "a word ".repeat(400).trimEnd();
  expect(printYaml({ note: long }).split("\n")).toHaveLength(2);
  expect(again({ [long]: long })).toEqual({ [long]: long });
});
