import { expect, test } from "vitest";

import type { Json } from "../../../src/domain/json.ts";
import { textOf } from "../../../src/render/text/layout.ts";
import { createStyle } from "../../../src/render/text/style.ts";
import { showPair } from "../../../src/render/change/value-pair.ts";

const style = createStyle({ colour: false, columns: 80 });
const ascii = createStyle({ colour: false, columns: 80, unicode: false });

function pair(before: Json, after: Json, look = style) {
  const shown = showPair(before, after, look);
  return [textOf(shown.before), textOf(shown.after)];
}

test("short values stand as they are", () => {
  expect(pair("Northwind Robotics", "Northwind Robotics AG")).toEqual([
    "Northwind Robotics",
    "Northwind Robotics AG",
  ]);
});

test("the difference between long strings that are alike is marked", () => {
  expect(
    pair(
      "Speicherstrasse 12, third floor, door on the left",
      "Speicherstrasse 14, third floor, door on the left",
    ),
  ).toEqual([
    "Speicherstrasse 1[2], third floor, door on the left",
    "Speicherstrasse 1[4], third floor, door on the left",
  ]);
});

test("in colour the mark is the look, whatever brackets the strings have", () => {
  const coloured = createStyle({ colour: true, columns: 80 });
  const { before, after } = showPair(
    `${"a".repeat(50)}[1]${"b".repeat(50)}`,
    `${"a".repeat(50)}[2]${"b".repeat(50)}`,
    coloured,
  );
  expect([before, after].map((spans) => spans.filter(({ strong }) => strong))).toEqual([
    [{ text: "1", strong: true }],
    [{ text: "2", strong: true }],
  ]);
});

test("an insertion is marked where it is", () => {
  const text = "Speicherstrasse 12, third floor, door on the left";
  expect(pair(text, `${text} side`)).toEqual([text, `${text}[ side]`]);
});

test("long strings that have little in common are not marked", () => {
  const left = `Speicherstrasse 12 ${"a".repeat(40)}`;
  const right = `Speicherstrasse 12 ${"b".repeat(40)}`;
  expect(pair(left, right)).toEqual([left, right]);
});

test("a string that has brackets of its own is not marked", () => {
  const left = `${"a".repeat(50)}[1]`;
  const right = `${"a".repeat(50)}[2]`;
  expect(pair(left, right)).toEqual([left, right]);
});

test("of very long strings the surroundings of the difference are shown", () => {
  const text = (digit: string) =>
    `${"x".repeat(300)} and then the number ${digit} before more ${"y".repeat(300)}`;
  expect(pair(text("1"), text("2"))).toEqual([
    "…xxx and then the number [1] before more yyyyyyyyyyy…",
    "…xxx and then the number [2] before more yyyyyyyyyyy…",
  ]);
  expect(pair(text("1"), text("2"), ascii)[0]).toMatch(/^\.\.\.xxx and .*y\.\.\.$/u);
});

test("very long values that are not alike are summarised", () => {
  const [before, after] = pair("a".repeat(300), "b".repeat(5000));
  expect(before).toMatch(/^<300 B, sha256 [0-9a-f]{8}…>$/u);
  expect(after).toMatch(/^<5\.0 kB, sha256 [0-9a-f]{8}…>$/u);
});

test("two spellings of the same letter do not look the same", () => {
  expect(pair("Jos\u00E9", "Jose\u0301")).toEqual([
    String.raw`"Jos\xe9"`,
    String.raw`"Jose\u0301"`,
  ]);
});

test("a string and the number it looks like do not look the same", () => {
  expect(pair("1", 1)).toEqual(['"1"', "1"]);
});
