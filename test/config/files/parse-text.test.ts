import { describe, expect, test } from "vitest";
import { parseText } from "../../../src/config/files/parse-text.ts";

describe("positions", () => {
  const text = parseText('a: 1\nb:\n  c: &x { d: "e" }\n  f: [1, 2]\n  g: *x\n', false);

  test.each([
    [[], "value", 1, 1],
    [["a"], "key", 1, 1],
    [["a"], "value", 1, 4],
    [["b", "c", "d"], "key", 3, 11],
    [["b", "c", "d"], "value", 3, 14],
    [["b", "f", 1], "value", 4, 10],
    [["b", "gone"], "value", 3, 3],
    [["b", "g", "d"], "value", 5, 6],
  ] as const)("of %j (%s) is %i:%i", (path, part, line, column) => {
    expect(text.positionOf(path, part)).toEqual({ line, column });
  });
});

test("JSON with tabs, a byte order mark and CRLF is read", () => {
  const { value, problems } = parseText(
    '\uFEFF{\r\n\t"a": {\r\n\t\t"b": [1]\r\n\t}\r\n}\r\n',
    true,
  );
  expect(problems).toEqual([]);
  expect(value).toEqual({ a: { b: [1] } });
});

test("a date stays a text and a text that looks like an octal number a number", () => {
  expect(parseText("a: 2026-07-11", false).value).toEqual({ a: "2026-07-11" });
});

describe("problems", () => {
  test.each([
    ["a: 1\n b: 2", "indent", 1],
    ["a: 1\n---\na: 2", "one document", 2],
    ["a: 1\nb: [1", "indentation is wrong, or a bracket is not closed", 2],
    ["[a]: 1", "a key must be a text", 1],
    ["1: 1", "a key must be a text", 1],
    ["a: *b", "no anchor of this name", 1],
    ["a: !!js/function x", "not valid YAML", 1],
  ])("of %j", (text, message, line) => {
    const [problem] = parseText(text, false).problems;
    expect(problem?.line).toBe(line);
    expect(problem?.message).toContain(message);
  });

  test.each(['{"a": 1,}', "a: 1", '{\n"a": nul}'])("of %j as JSON", (text) => {
    const [problem] = parseText(text, true).problems;
    expect(problem?.message).toBe("this is not valid JSON");
    expect(problem?.line).toBe(text.split("\n").length);
  });

  test.each([
    ["deep nesting", "[".repeat(100_000)],
    [
      "aliases that multiply",
      [
        "a0: &a0 [x, x]",
        ...Array.from(
          { length: 30 },
          (_, i) => `a${i + 1}: &a${i + 1} [${Array(9).fill(`*a${i}`).join(", ")}]`,
        ),
      ].join("\n"),
    ],
  ])("of %s do not crash", (_, text) => {
    expect(parseText(text, false).problems).not.toEqual([]);
  });

  test.each([5000, 20_000])("of what is nested in %i levels say so", (levels) => {
    for (const text of [
      `{"a":${"[".repeat(levels)}1${"]".repeat(levels)}}`,
      `${'{"a":'.repeat(levels)}1${"}".repeat(levels)}`,
    ]) {
      for (const json of [true, false]) {
        expect(parseText(text, json).problems).toMatchObject([
          { message: "this is nested or repeated too deeply" },
        ]);
      }
    }
  });
});
