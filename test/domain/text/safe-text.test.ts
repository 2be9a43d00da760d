import fc from "fast-check";
import { expect, test } from "vitest";

import {
  escapeControls,
  needsEscapes,
  safeJson,
  safeText,
  safeYaml,
} from "../../../src/domain/text/safe-text.ts";
import { dangerous, hostileText } from "../../render/hostile.ts";

test.each([
  ["\u001B[2J", String.raw`\x1b[2J`],
  ["a\nb\r\tc", String.raw`a\nb\r\tc`],
  ["\u009B31m", String.raw`\x9b31m`],
  ["\u007F", String.raw`\x7f`],
  ["abc\u202Edcb", String.raw`abc\u202edcb`],
  ["\u061C\u200E\u200F\u2069", String.raw`\u061c\u200e\u200f\u2069`],
  ["a\u200Bb\u200Cc", String.raw`a\u200bb\u200cc`],
  ["\uFEFFname", String.raw`\ufeffname`],
  ["\uD83D", String.raw`\ud83d`],
  ["a\u2028b\u2029", String.raw`a\u2028b\u2029`],
  ["\u{E0041}", String.raw`\u{e0041}`],
])("%j is shown as %s", (text, shown) => {
  expect(safeText(text)).toBe(shown);
});

test.each(["Bjørn Ødegård", "漢字 テスト", "👩‍🚀", "👩🏽‍🚀", "❤️‍🔥", "العربية", "葛󠄀城", "C:\\new"])(
  "%s is shown as it is",
  (text) => {
    expect(safeText(text)).toBe(text);
    expect(needsEscapes(text)).toBe(false);
  },
);

test("a text of several lines keeps its lines and nothing else", () => {
  expect(escapeControls("GET /\u001B[2J\r\n\n{}\n")).toBe("GET /\\x1b[2J\\r\n\n{}\n");
});

test("a joiner that joins no emoji is shown", () => {
  expect(safeText("a\u200Db 👩\u200D")).toBe(String.raw`a\u200db 👩\u200d`);
});

test("no text whatsoever keeps a character that acts on a terminal", () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const shown = safeText(text);
      expect(shown).not.toMatch(dangerous);
      expect(shown).not.toContain("\n");
      expect(needsEscapes(shown)).toBe(false);
    }),
    { numRuns: 1000 },
  );
});

test("JSON stays the same JSON", () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const printed = safeJson(JSON.stringify({ [text]: [text] }, null, 2));
      expect(printed).not.toMatch(dangerous);
      expect(JSON.parse(printed)).toEqual({ [text]: [text] });
    }),
    { numRuns: 1000 },
  );
});

test("YAML spells characters past U+FFFF with eight digits", () => {
  expect(safeYaml('"\u{E0041}\u202E"')).toBe('"\\U000e0041\\u202e"');
});
