import { describe, expect, test } from "vitest";

import { jsonNumber } from "../../../src/domain/json.ts";
import { cellText, guardCell, unguardCell } from "../../../src/domain/text/cell.ts";
import { randomNumbers, rounds, testSeed } from "../../support/random.ts";

describe("the text of a cell", () => {
  test.each([
    [undefined, ""],
    [null, ""],
    ["", ""],
    ["Zoë", "Zoë"],
    [true, "true"],
    [jsonNumber("12345678901234567890"), "12345678901234567890"],
    [["a", "b"], '["a","b"]'],
    [{ a: 1 }, '{"a":1}'],
    ["one\ntwo\tthree", "one\ntwo\tthree"],
    ["a\u{1b}[31mb\u{202e}c\rd", String.raw`a\x1b[31mb\u202ec\rd`],
  ])("%j", (value, text) => {
    expect(cellText(value)).toBe(text);
  });
});

describe("what a spreadsheet would carry out", () => {
  test.each(["=1+1", "+47 55", "-5", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u{FF1D}1"])(
    "%j gets an apostrophe, and it is taken away again",
    (text) => {
      expect(guardCell(text)).toBe(`'${text}`);
      expect(unguardCell(`'${text}`)).toBe(text);
    },
  );

  test.each(["'s-Hertogenbosch", "a=b", "", "'", "''", "O'Brien"])("%j stays", (text) => {
    expect(guardCell(text)).toBe(text);
    expect(unguardCell(text)).toBe(text);
  });

  test("any text comes back, however many apostrophes it has of its own", () => {
    const random = randomNumbers(testSeed);
    const signs = ["'", "=", "+", "-", "@", " ", "\t", "\n", "a", "\u{FF0B}"];
    for (let round = 0; round < rounds(2000); round += 1) {
      const length = Math.floor(random() * 5);
      const text = [...Array(length).keys()]
        .map(() => signs[Math.floor(random() * signs.length)])
        .join("");
      const guarded = guardCell(text);
      expect(unguardCell(guarded), `seed ${testSeed}: ${JSON.stringify(text)}`).toBe(text);
      expect(guarded).not.toMatch(/^\s*[=+\-@]/u);
    }
  });
});
