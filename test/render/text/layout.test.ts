import fc from "fast-check";
import { expect, test } from "vitest";

import { plain, textOf, wrap, wrapBehind } from "../../../src/render/text/layout.ts";
import { displayWidth, prepareMeasuring } from "../../../src/render/text/measure.ts";
import { safeText } from "../../../src/domain/text/safe-text.ts";
import { hostileText } from "../hostile.ts";

await prepareMeasuring("界");

const lines = (text: string, width: number) => wrap(plain(text), width).map(textOf);

test("a text breaks after a space", () => {
  expect(lines("one two three", 8)).toEqual(["one two", "three"]);
});

test("a space that does not fit takes no line", () => {
  expect(lines("one two three", 7)).toEqual(["one two", "three"]);
});

test("a word that goes to the next line and fills it breaks there again", () => {
  expect(lines("! 漢字漢字漢字", 11)).toEqual(["!", "漢字漢字漢", "字"]);
});

test("a path breaks after a separator", () => {
  expect(lines("contacts[ida@fjord.example].title", 30)).toEqual([
    "contacts[ida@fjord.example].",
    "title",
  ]);
});

test("a word wider than the line breaks between characters, never within one", () => {
  expect(lines("漢字漢字", 5)).toEqual(["漢字", "漢字"]);
  expect(lines("👩‍🚀👩‍🚀👩‍🚀", 4)).toEqual(["👩‍🚀👩‍🚀", "👩‍🚀"]);
  expect(lines("🇳🇴🇸🇪🇩🇰", 5)).toEqual(["🇳🇴🇸🇪", "🇩🇰"]);
});

test("what is strong stays strong across lines", () => {
  expect(wrap([{ text: "ab" }, { text: "cdef", strong: true }, { text: "g" }], 4)).toEqual([
    [{ text: "ab" }, { text: "cd", strong: true }],
    [{ text: "ef", strong: true }, { text: "g" }],
  ]);
});

test("plain text breaks where it does beside other text", () => {
  const words = fc.string({ unit: fc.constantFrom("a", "b", " ", "/", "·", "…", "⇆") });
  fc.assert(
    fc.property(words, fc.integer({ min: 1, max: 12 }), (text, width) => {
      expect(wrap([{ text }, { text: "é" }], width).map(textOf)).toEqual(lines(`${text}é`, width));
    }),
    { numRuns: 1000 },
  );
});

test("lines behind a prefix start in the same column", () => {
  expect(wrapBehind("! ", "one two three", 8)).toEqual(["! one", "  two", "  three"]);
});

test("nothing but spaces is lost and every line fits", () => {
  fc.assert(
    fc.property(hostileText.map(safeText), fc.integer({ min: 2, max: 40 }), (text, width) => {
      const wrapped = lines(text, width);
      expect(wrapped.join("").replaceAll(" ", "")).toBe(text.replaceAll(" ", ""));
      for (const line of wrapped) expect(displayWidth(line)).toBeLessThanOrEqual(width);
    }),
    { numRuns: 1000 },
  );
});

test("a plain text in one run breaks where it does in several", () => {
  const text = fc.string({ unit: fc.constantFrom(...Array.from("ab .,;/]}[ ")), maxLength: 90 });
  const parts = fc.record({ text, at: fc.nat(90), width: fc.integer({ min: 0, max: 30 }) });
  fc.assert(
    fc.property(parts, ({ text, at, width }) => {
      const runs = [text.slice(0, at), text.slice(at)].filter((run) => run !== "");
      fc.pre(runs.length === 2);
      const several = wrap(
        runs.map((run) => ({ text: run })),
        width,
      );
      expect(lines(text, width)).toEqual(several.map(textOf));
    }),
  );
});

test("a text of four million characters is laid out at once", () => {
  expect(lines("k".repeat(4 * 2 ** 20), 64)).toHaveLength(2 ** 16);
  expect(lines(`k${" ".repeat(2 ** 20)}k`, 64)).toEqual(["k", "k"]);
});
