import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { simpleYaml } from "../../../src/patch/tree/simple-yaml.ts";
import { treeJson } from "../../../src/patch/tree/tree-json.ts";
import { yamlTree } from "../../../src/patch/tree/yaml-tree.ts";
import { rounds, testSeed } from "../../support/random.ts";

/** What the whole reader makes of it. */
function withCare(text: string): unknown {
  const tree = yamlTree(text);
  if (tree === "empty" || "complaints" in tree) return tree;
  return treeJson(tree, { printLocation: String, keepNumbers: false });
}

const word = fc.constantFrom(
  "a",
  "b",
  "key-1",
  "x_",
  "yes",
  "No",
  "null",
  "True",
  "constructor",
  "__proto__",
  "e5",
  "a b",

  "12",
  "0",
  "007",
  "1.5",
  "1e3",
  "0x1f",
  "12:30",
  "-",
  "- a",
  "~",
  "<<",
  "",
  " ",
  "a#b",
  "a #b",

  '"a: b"',
  '"\\n"',
  '"é"',
  '"',
  "'a'",
  "a: b",
  "|",
  "&x",
  "*x",
  "!!str a",
  "[]",
  "{}",
  "...",

  "---",
  "ida@fjord.example",
  "2026-06-14",
  "a.b/c",
  "a  b",
  "999999999999999",
  "1000000000000000",
);
const usual = <T>(value: fc.Arbitrary<T>, other: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 8, arbitrary: value }, { weight: 1, arbitrary: other });
const good = fc.constantFrom("a", "b", "key-1", "constructor", "e5", "yes");
const lines = fc
  .array(
    fc.tuple(
      fc.constantFrom("", "", "  ", "    "),
      usual(good, word),
      usual(fc.constant(": "), fc.constantFrom(":", " : ", "", ":  ")),
      usual(fc.oneof(word, good), fc.constant("")),
      usual(fc.constant("\n"), fc.constantFrom("\r\n", "\n\n", " \n", "")),
    ),
    { maxLength: 4 },
  )
  .map((parts) => parts.map((part) => part.join("")).join(""));

describe("simpleYaml", () => {
  it("takes what most files are", () => {
    const text =
      'name: Ana Lima\nmetadata:\n  tier: gold\n  seats: 12\n  deep:\n    on: true\ntz: "Europe/Oslo"\n';
    expect(simpleYaml(text)).toEqual({
      name: "Ana Lima",
      metadata: { tier: "gold", seats: 12, deep: { on: true } },
      tz: "Europe/Oslo",
    });
  });

  it.each([
    [""],
    ["a: 1\na: 2\n"],
    ["a:\nb: 1\n"],
    ["a:\n"],
    ["a: 007\n"],
    ["a: 1000000000000000\n"],
    ["a: b # c\n"],
    ["a: True\n"],
    ["null: 1\n"],
    ["- a\n"],
    [`${"x".repeat(1025)}: 1\n`],
    [`a: "\u2028"\n`],
    [Array.from({ length: 70 }, (_, level) => `${"  ".repeat(level)}a:\n`).join("")],
  ])("leaves %.40j to who reads with care", (text) => {
    expect(simpleYaml(text)).toBeUndefined();
  });

  it("takes nothing of which there is something to complain, and reads the rest alike", () => {
    let taken = 0;
    const check = fc.property(lines, (text) => {
      const value = simpleYaml(text);
      if (value === undefined) return;
      taken += 1;
      expect(withCare(text)).toEqual({ value, complaints: [] });
    });
    fc.assert(check, { seed: testSeed, numRuns: rounds(20_000) });
    expect(taken).toBeGreaterThan(rounds(500));
  });

  it("leaves a value of 10 MB to who reads with care, unless it is quoted or one word", () => {
    const word = "w".repeat(10_000_000);
    expect(simpleYaml(`a: ${"w ".repeat(5_000_000)}w\n`)).toBeUndefined();
    expect(simpleYaml(`a: ${word}\nb: "${word} w"\n`)).toEqual({ a: word, b: `${word} w` });
  });
});
