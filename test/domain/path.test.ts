import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { safeText } from "../../src/domain/text/safe-text.ts";
import { fieldPath, parsePath, PathError, printPath, type Segment } from "../../src/domain/path.ts";

describe("parsePath", () => {
  it.each([
    ["name", [{ key: "name" }]],
    ["address.city", [{ key: "address" }, { key: "city" }]],
    ['metadata["a.b"]', [{ key: "metadata" }, { key: "a.b" }]],
    [String.raw`metadata["a\"b"]`, [{ key: "metadata" }, { key: 'a"b' }]],
    ["metadata.__proto__", [{ key: "metadata" }, { key: "__proto__" }]],
    ['metadata[""]', [{ key: "metadata" }, { key: "" }]],
    ["aliases[nw-eu]", [{ key: "aliases" }, { item: "nw-eu" }]],
    [
      "contacts[ida@fjord.example].title",
      [{ key: "contacts" }, { item: "ida@fjord.example" }, { key: "title" }],
    ],
    [String.raw`aliases[a\]b]`, [{ key: "aliases" }, { item: "a]b" }]],
    [String.raw`aliases[\u202ea\u0000]`, [{ key: "aliases" }, { item: "\u202Ea\0" }]],
    [String.raw`aliases[\\u202e]`, [{ key: "aliases" }, { item: String.raw`\u202e` }]],
  ])("reads %s", (text, path) => {
    expect(parsePath(text)).toEqual(path);
  });

  it.each([
    ["", "the path is empty"],
    [".name", '".name" is not a path: stuck at character 1'],
    ["a..b", '"a..b" is not a path: stuck at character 2'],
    ["a.", '"a." is not a path: stuck at character 2'],
    ["a b", '"a b" is not a path: stuck at character 2'],
    ["aliases[]", '"aliases[]" is not a path: stuck at character 8'],
    ["aliases[x", '"aliases[x" is not a path: stuck at character 8'],
    [String.raw`a["\x"]`, String.raw`"a["\x"]" is not a path: ["\x"] is not a JSON string`],
    [String.raw`aliases[\x]`, String.raw`"aliases[\x]" is not a path: stuck at character 8`],
  ])("refuses %s", (text, message) => {
    expect(() => parsePath(text)).toThrow(PathError);
    expect(() => parsePath(text)).toThrow(message);
  });

  it("throws nothing but PathError, whatever the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        try {
          parsePath(text);
        } catch (error) {
          expect(error).toBeInstanceOf(PathError);
        }
      }),
    );
  });
});

describe("printPath", () => {
  it("quotes a key whose colon would be taken for the one of :=", () => {
    expect(printPath([{ key: "metadata" }, { key: "a:" }])).toBe('metadata["a:"]');
    expect(printPath([{ key: "metadata" }, { key: "a:b" }])).toBe("metadata.a:b");
  });

  const text = fc.oneof(
    fc.string(),
    fc.string({ unit: "binary" }),
    fc.string({ unit: fc.constantFrom(...Array.from('a.[]"\\= \n')) }),
  );
  const segment: fc.Arbitrary<Segment> = fc.oneof(
    text.map((key) => ({ key })),
    text.filter((item) => item !== "").map((item) => ({ item })),
  );

  it("prints what parsePath reads back", () => {
    fc.assert(
      fc.property(fc.array(segment, { minLength: 1, maxLength: 5 }), (path) => {
        expect(parsePath(printPath(path))).toEqual(path);
      }),
      { numRuns: 1000 },
    );
  });

  it("prints nothing that a screen or a column would show otherwise", () => {
    fc.assert(
      fc.property(fc.array(segment, { minLength: 1, maxLength: 5 }), (path) => {
        const printed = printPath(path);
        expect(safeText(printed)).toBe(printed);
      }),
      { numRuns: 1000 },
    );
    const names = ["\u202E", "a\0b", "nel\x85", "a\u200Bb", "\uD800"];
    expect(names.map((key) => printPath([{ key: "metadata" }, { key }]))).toEqual([
      String.raw`metadata["\u202e"]`,
      String.raw`metadata["a\u0000b"]`,
      String.raw`metadata["nel\u0085"]`,
      String.raw`metadata["a\u200bb"]`,
      String.raw`metadata["\ud800"]`,
    ]);
    expect(names.map((item) => printPath([{ key: "aliases" }, { item }]))).toEqual([
      String.raw`aliases[\u202e]`,
      String.raw`aliases[a\u0000b]`,
      String.raw`aliases[nel\u0085]`,
      String.raw`aliases[a\u200bb]`,
      String.raw`aliases[\ud800]`,
    ]);
  });

  it("prints an item without identity as [], for reading only", () => {
    expect(printPath([{ key: "aliases" }, { item: "" }])).toBe("aliases[]");
  });
});

describe("fieldPath", () => {
  it("goes from the customer to the field, and on inside it", () => {
    expect(fieldPath("address.city")).toEqual([{ key: "address" }, { key: "city" }]);
    expect(printPath(fieldPath("contacts", [{ item: "a@b" }, { key: "title" }]))).toBe(
      "contacts[a@b].title",
    );
  });

  it.each<[string, (text: string) => Segment]>([
    ['["x y', (key) => ({ key: `x y${key}` })],
    ["[x y", (item) => ({ item: `x y${item}` })],
    ["", (key) => ({ key })],
  ])("may have 10 MB in a step: %s", (begin, segment) => {
    const long = "w".repeat(10_000_000);
    const path = printPath([segment(long)]);
    expect(path.startsWith(begin)).toBe(true);
    expect(parsePath(path)).toEqual([segment(long)]);
  });
});
