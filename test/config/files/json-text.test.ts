import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { plainJson } from "../../../src/config/files/json-text.ts";
import { parseText } from "../../../src/config/files/parse-text.ts";

/** Every path of the value. */
function pathsOf(value: unknown): readonly (readonly PropertyKey[])[] {
  if (typeof value !== "object" || value === null) return [[]];
  const below = Object.entries(value).flatMap(([key, item]) =>
    pathsOf(item).map((path) => [Array.isArray(value) ? Number(key) : key, ...path]),
  );
  return [[], ...below];
}

const parts = ["key", "value"] as const;

describe("what is plain JSON is read as YAML would read it", () => {
  test("value by value and position by position", () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string({ maxLength: 40 }), fc.jsonValue({ maxDepth: 3 })),
        fc.constantFrom(undefined, 1, 2, "\t"),
        (value, indent) => {
          const text = JSON.stringify(value, undefined, indent);
          const plain = plainJson(text);
          const yaml = parseText(text, true);
          // Where YAML complains, such as of a tab, JSON is right.
          if (yaml.problems.length > 0) return;
          expect(plain?.value).toEqual(yaml.value);
          // A key without a letter may be a number to YAML: it loses its way there.
          const named = pathsOf(value).filter((path) =>
            path.every((key) => typeof key === "number" || /[a-z]/iu.test(String(key))),
          );
          for (const path of [...named, ["gone"], ["gone", "deeper"]])
            // An item of a list has no key.
            for (const part of typeof path.at(-1) === "number" ? ["value" as const] : parts)
              expect([path, plain?.positionOf(path, part)]).toEqual([
                path,
                yaml.positionOf(path, part),
              ]);
        },
      ),
    );
  });
});

test.each([
  ["a key twice", '{"a": 1, "a": 1}'],
  ["a key twice, written in two ways", String.raw`{"a": 1, "\u0061": 1}`],
  ["a key twice further in", '{"b": [{"a": 1, "a": 2}]}'],
  ["a comma too many", '{"a": 1,}'],
  ["a comment", '{"a": 1} // x'],
  ["a line break in a string", '{"a": "\n"}'],
  ["YAML", "{a: 1}"],
  ["nothing", ""],
  ["nesting without end", "[".repeat(100_000)],
])("%s is left to the parser that complains", (_, text) => {
  expect(plainJson(text)).toBeUndefined();
});

test("a byte order mark is passed over, and __proto__ is a key", () => {
  const text = plainJson('\uFEFF{"__proto__": {"x": 1}}');
  expect(Object.entries(text?.value as object)).toEqual([["__proto__", { x: 1 }]]);
  expect(text?.positionOf(["__proto__", "x"], "key")).toEqual({ line: 1, column: 16 });
});
