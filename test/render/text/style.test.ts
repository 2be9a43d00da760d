import { describe, expect, test } from "vitest";

import { createStyle, decideColour, decideUnicode } from "../../../src/render/text/style.ts";

const auto = { flag: "auto", env: {}, isTTY: true } as const;

describe("colour", () => {
  test.each([
    ["a terminal has it", auto, true],
    ["a pipe has not", { ...auto, isTTY: false }, false],
    ["a dumb terminal has not", { ...auto, env: { TERM: "dumb" } }, false],
    ["NO_COLOR takes it away", { ...auto, env: { NO_COLOR: "1" } }, false],
    ["an empty NO_COLOR says nothing", { ...auto, env: { NO_COLOR: "" } }, true],
    ["FORCE_COLOR gives it to a pipe", { ...auto, isTTY: false, env: { FORCE_COLOR: "1" } }, true],
    ["FORCE_COLOR=0 forces nothing", { ...auto, isTTY: false, env: { FORCE_COLOR: "0" } }, false],
    ["FORCE_COLOR=false takes it away", { ...auto, env: { FORCE_COLOR: "false" } }, false],
    ["FORCE_COLOR=Off takes it away", { ...auto, env: { FORCE_COLOR: "Off" } }, false],
    ["FORCE_COLOR=no takes it away", { ...auto, env: { FORCE_COLOR: "no" } }, false],
    ["FORCE_COLOR=0 takes it away", { ...auto, env: { FORCE_COLOR: "0" } }, false],
    ["NO_COLOR beats FORCE_COLOR", { ...auto, env: { NO_COLOR: "1", FORCE_COLOR: "1" } }, false],
    ["the flag beats NO_COLOR", { ...auto, flag: "always", env: { NO_COLOR: "1" } }, true],
    ["the flag beats FORCE_COLOR", { ...auto, flag: "never", env: { FORCE_COLOR: "1" } }, false],
  ] as const)("%s", (_, facts, expected) => {
    expect(decideColour(facts)).toBe(expected);
  });

  test("is ours to decide, whatever the environment of the process says", () => {
    expect(createStyle({ colour: true, columns: 80 }).added("a")).toBe("\u001B[32ma\u001B[39m");
    expect(createStyle({ colour: false, columns: 80 }).added("a")).toBe("a");
  });
});

test("an unknown width and a width of 0 count as 80, a tiny one as 20", () => {
  const widths = [undefined, 0, 3, 120].map(
    (columns) => createStyle({ colour: false, columns }).columns,
  );
  expect(widths).toEqual([80, 80, 20, 120]);
});

test.each([
  [{}, true],
  [{ LANG: "en_US.UTF-8" }, true],
  [{ LANG: "en_US.UTF-8", LC_ALL: "C" }, false],
  [{ LANG: "C", LC_ALL: "", LC_CTYPE: "C.utf8" }, true],
  [{ TERM: "linux", LANG: "C.UTF-8" }, false],
])("the environment %j shows signs outside ASCII: %s", (env, expected) => {
  expect(decideUnicode(env)).toBe(expected);
});

test.each(["שלום", "a مرحبا 12", "ܫܠܡܐ", "ހެލޯ", "ߊ߬"])(
  "%s is kept apart from its neighbours on a screen, and only there",
  (text) => {
    const on = (more: object) => createStyle({ colour: false, columns: 80, ...more }).isolate(text);
    expect(on({ isScreen: true })).toBe(`\u2068${text}\u2069`);
    expect(on({})).toBe(text);
    expect(on({ isScreen: true, unicode: false })).toBe(text);
  },
);

test.each(["Zoë", "花子", "12"])("%s needs no isolation", (text) => {
  expect(createStyle({ colour: false, columns: 80, isScreen: true }).isolate(text)).toBe(text);
});
