import fc from "fast-check";
import { describe, expect, it } from "vitest";

import {
  isExactNumber,
  isJsonObject,
  type JsonObject,
  parseJson,
  printJson,
  sameJson,
  sortKeys,
  TooDeep,
} from "../../src/domain/json.ts";

describe("parseJson", () => {
  it("keeps the digits of a number that a double cannot hold", () => {
    const text = '{"id":12345678901234567890,"rate":0.1234567890123456789,"seats":12}';
    expect(printJson(parseJson(text))).toBe(text);
  });

  it("lets the last of a repeated key count", () => {
    expect(parseJson('{"a":1,"a":2}')).toEqual({ a: 2 });
  });

  it("takes a key with an escape for no other key that stood in its place before", () => {
    parseJson('{"b":0,"\\\\":1}');
    expect(parseJson('{"b":0,"\\ud800":2}')).toEqual({ b: 0, "\ud800": 2 });
  });

  it("takes __proto__ as a key like any other", () => {
    const value = parseJson('{"__proto__":{"a":1}}');
    expect(isJsonObject(value) && Object.keys(value)).toEqual(["__proto__"]);
    expect(({} as Record<string, unknown>)["a"]).toBeUndefined();
  });

  it.each([["{"], ["[1,]"], [""], ["{'a':1}"], ["[".repeat(200_000)]])(
    "throws a SyntaxError for %.20s",
    (text) => {
      expect(() => parseJson(text)).toThrow(SyntaxError);
    },
  );

  it("reads back whatever printJson prints", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const again = parseJson(printJson(value));
        expect(sameJson(again, parseJson(JSON.stringify(value)))).toBe(true);
      }),
    );
  });
});

describe("what is nested too deeply", () => {
  it.each([501, 2500, 100_000])("is refused in %i levels, whatever stands in it", (levels) => {
    for (const inner of ["1", "9007199254740993", String.raw`"\u00e9"`]) {
      for (const [before, behind] of [
        ["[", "]"],
        ['{"a":', "}"],
      ] as const) {
        const text = before.repeat(levels) + inner + behind.repeat(levels);
        expect(() => parseJson(text)).toThrow(TooDeep);
        expect(() => parseJson(text)).toThrow(SyntaxError);
      }
    }
  });

  it("is not what has brackets in its strings", () => {
    const text = JSON.stringify({ a: "[{".repeat(1000), b: '\\"['.repeat(1000) });
    expect(printJson(parseJson(text))).toBe(text);
    expect(parseJson("[".repeat(500) + "]".repeat(500))).toBeInstanceOf(Array);
  });
});

describe("sameJson", () => {
  it.each([
    ['{"a":1,"b":2}', '{"b":2,"a":1}', true],
    ["[1,2]", "[2,1]", false],
    ['{"a":null}', "{}", false],
    ["12345678901234567890", "12345678901234567891", false],
    ["1e400", "10e399", true],
    ["12345678901234567890", '"12345678901234567890"', false],
    ["{}", "[]", false],
    ["null", "{}", false],
  ])("of %s and %s is %s", (left, right, same) => {
    expect(sameJson(parseJson(left), parseJson(right))).toBe(same);
    expect(sameJson(parseJson(right), parseJson(left))).toBe(same);
  });
});

describe("isExactNumber", () => {
  it("is for numbers that were kept as text alone", () => {
    expect(isExactNumber(parseJson("12345678901234567890"))).toBe(true);
    expect(isExactNumber(parseJson("5"))).toBe(false);
  });
});

describe("sortKeys", () => {
  it("orders the keys of every object, and of no list", () => {
    const value = parseJson('{"b":[{"d":1,"c":2},"z","a"],"a":{"y":null,"x":true}}');
    expect(printJson(sortKeys(value))).toBe(
      '{"a":{"x":true,"y":null},"b":[{"c":2,"d":1},"z","a"]}',
    );
  });

  it("keeps every member, whatever it is called", () => {
    const members = fc.dictionary(
      fc.constantFrom("__proto__", "b", "a", "10", "9", ""),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(fc.array(members), (list) => {
        const text = JSON.stringify(list);
        const sorted = sortKeys(parseJson(text));
        expect(JSON.parse(printJson(sorted))).toEqual(JSON.parse(text));
        for (const item of sorted as readonly JsonObject[]) {
          const keys = Object.keys(item);
          expect(keys).toEqual(
            Object.keys(Object.fromEntries(keys.toSorted().map((key) => [key, 1]))),
          );
        }
      }),
    );
  });

  it("hands everything else to the caller", () => {
    expect(sortKeys([1, { a: 2 }], (held) => (held === 2 ? 3 : held))).toEqual([1, { a: 3 }]);
  });
});
