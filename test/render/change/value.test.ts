import { describe, expect, test } from "vitest";

import { parseJson } from "../../../src/domain/json.ts";
import { createStyle } from "../../../src/render/text/style.ts";
import { showAscii, showShort, showValue, summarise } from "../../../src/render/change/value.ts";

const style = createStyle({ colour: false, columns: 80 });

describe("a value is shown so that it can be told from any other", () => {
  test.each([
    [null, "(null)"],
    ["", '""'],
    ["Bergen", "Bergen"],
    ["O'Neill & Sons", "O'Neill & Sons"],
    [String.raw`C:\new`, String.raw`C:\new`],
    [" Bergen", '" Bergen"'],
    ["Bergen ", '"Bergen "'],
    ["null", '"null"'],
    ["true", '"true"'],
    ["12", '"12"'],
    ["0550", '"0550"'],
    ["1e5", '"1e5"'],
    ["+47 55 00 00 00", "+47 55 00 00 00"],
    ["(unset)", '"(unset)"'],
    ['"x"', String.raw`"\"x\""`],
    ["[1]", '"[1]"'],
    ["a\nb\\", String.raw`"a\nb\\"`],
    ["a\u00A0b", String.raw`"a\xa0b"`],
    ["漢字\u3000テスト", "漢字\u3000テスト"],
    [12, "12"],
    [false, "false"],
    [["a", "\u202E"], String.raw`["a","\u202e"]`],
    [{ tier: null }, '{"tier":null}'],
  ])("%j as %s", (value, shown) => {
    expect(showValue(value)).toBe(shown);
  });

  test("a number keeps the digits it was read with", () => {
    expect(showValue(parseJson("12345678901234567890.10"))).toBe("12345678901234567890.10");
  });
});

test("a value of more than 200 characters is shown by size and hash", () => {
  expect(showShort("x".repeat(200), style)).toBe("x".repeat(200));
  // printf '%4100s' | tr ' ' x | sha256sum
  expect(showShort("x".repeat(4100), style)).toBe("<4.1 kB, sha256 1a9aadd0…>");
  expect(summarise("é", style)).toMatch(/^<2 B, sha256 4a99557e…>$/u);
  expect(summarise("x".repeat(1_500_000), style)).toMatch(/^<1\.5 MB, /u);
});

test("what looks the same is told apart in ASCII", () => {
  expect(showAscii("é")).toBe(String.raw`"\xe9"`);
  expect(showAscii("e\u0301")).toBe(String.raw`"e\u0301"`);
});
