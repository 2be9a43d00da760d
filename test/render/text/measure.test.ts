import fc from "fast-check";
import stringWidth from "string-width";
import { expect, test, vi } from "vitest";

import { rounds } from "../../support/random.ts";

/** The module as a new process has it: nothing prepared. */
async function fresh() {
  vi.resetModules();
  return import("../../../src/render/text/measure.ts");
}

test("plain text and the program's own signs are as wide as they are long, prepared or not", async () => {
  const { displayWidth, prepareMeasuring } = await fresh();
  const texts = [
    "",
    "Northwind Robotics AG",
    "updated · stored as sent, says the answer",
    "a…b",
    "⇆ aliases",
  ];
  const before = texts.map(displayWidth);
  await prepareMeasuring("界");
  expect(before).toEqual(texts.map((text) => stringWidth(text)));
  expect(texts.map(displayWidth)).toEqual(before);
});

test("what is in the data decides whether other scripts can be measured", async () => {
  const { displayWidth, prepareMeasuring } = await fresh();
  await prepareMeasuring({ name: "Ana", metadata: { tier: "pro" } });
  expect(displayWidth("漢字")).toBe(2);
  await prepareMeasuring({ name: "Ana", metadata: { note: "漢字" } });
  expect(displayWidth("漢字")).toBe(4);
  expect(displayWidth("👩‍🚀")).toBe(2);
  expect(displayWidth("e\u0301")).toBe(1);
});

test("control sequences take no columns, prepared or not", async () => {
  const { displayWidth, prepareMeasuring } = await fresh();
  expect(displayWidth("\u001B[31mred\u001B[39m")).toBe(3);
  await prepareMeasuring("界");
  expect(displayWidth("\u001B[31mred\u001B[39m")).toBe(3);
});

test("a text splits into what a reader sees as characters", async () => {
  const { splitGraphemes } = await fresh();
  expect(splitGraphemes("a·b")).toEqual(["a", "·", "b"]);
  expect(splitGraphemes("🇳🇴e\u0301x")).toEqual(["🇳🇴", "e\u0301", "x"]);
});

test("a long text has the characters and the width that it has in one piece", async () => {
  const { displayWidth, prepareMeasuring, splitGraphemes } = await fresh();
  await prepareMeasuring("界");
  const signs = [
    "a",
    "é",
    "e\u0301",
    "\u0301",
    "界",
    "한",
    "क्ष",
    "👩‍👩‍👧",
    "🇩🇪",
    "🇩",
    "👍🏽",
    "🏽",
    "\u200d",
    " ",
  ];
  const long = fc.array(fc.constantFrom(...signs), {
    minLength: 3000,
    maxLength: 6000,
    size: "max",
  });
  const whole = new Intl.Segmenter("en", { granularity: "grapheme" });
  fc.assert(
    fc.property(long, (parts) => {
      const text = parts.join("");
      expect(splitGraphemes(text)).toEqual(
        Array.from(whole.segment(text), ({ segment }) => segment),
      );
      expect(displayWidth(text)).toBe(stringWidth(text));
    }),
    { numRuns: rounds(20) },
  );
});

test("also one that is longer than a piece", async () => {
  const { splitGraphemes } = await fresh();
  const long = `e${"\u0301".repeat(20_000)}`;
  expect(splitGraphemes(`a${long}b`)).toEqual(["a", long, "b"]);
});

test("and one that ends with half a character", async () => {
  const { splitGraphemes } = await fresh();
  const text = `${"é".repeat(4095)}\ud83d`;
  expect(splitGraphemes(text).join("")).toBe(text);
  expect(splitGraphemes(`é${text}`).join("")).toBe(`é${text}`);
});
