import { expect, test } from "vitest";

import {
  hiddenAtEnds,
  hiddenIn,
  showHidden,
  withoutHiddenEnds,
} from "../../../src/domain/text/hidden.ts";

/** Every blank that is none of the keyboard's, every zero-width character and direction mark. */
const all = [
  [0xa0, 0xad, 0x34f, 0x61c, 0x115f, 0x1160, 0x1680, 0x17b4, 0x17b5, 0x180b, 0x180e, 0x180f],
  [0x2000, 0x2003, 0x2007, 0x2009, 0x200a, 0x200b, 0x200c, 0x200d, 0x200e, 0x200f, 0x2028, 0x2029],
  [0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x202f, 0x205f, 0x2060, 0x2061, 0x2064, 0x2066, 0x2067],
  [0x2068, 0x2069, 0x206a, 0x206f, 0x3000, 0x3164, 0xfeff, 0xffa0, 0x1bca0, 0x1d173, 0xe0001],
]
  .flat()
  .map((code) => [`U+${code.toString(16)}`, String.fromCodePoint(code), code] as const);

test.each(all)("%s is found at either end, and anywhere, and shown", (_name, character, code) => {
  for (const text of [`${character}cus_1`, `cus_1${character}`, `cus_1${character} `]) {
    expect(hiddenAtEnds(text)).toMatchObject({ code });
    expect(hiddenIn(text)).toMatchObject({ code });
    expect(showHidden(text)).toMatch(/\\[xu]/u);
    expect(withoutHiddenEnds(text)).toBe("cus_1");
  }
  expect(hiddenAtEnds(`cus${character}_1`)).toBeUndefined();
  expect(hiddenIn(`cus${character}_1`)).toMatchObject({ code });
});

test.each([
  "",
  "Ana Lima ",
  " 株式会社",
  "Ana ❤️",
  "🏴\u{E0067}\u{E0062}\u{E007F}",
  "葛\u{E0100}",
  "👩‍🚀",
])("%j has nothing hidden at its ends", (text) => {
  expect(hiddenAtEnds(text)).toBeUndefined();
  expect(withoutHiddenEnds(text)).toBe(text.trim());
});

test("some have a name", () => {
  expect(hiddenAtEnds("a\u{A0}")?.name).toBe("a non-breaking space");
  expect(hiddenAtEnds("a\u{2003}")?.name).toBe("a blank of a special width");
  expect(hiddenAtEnds("a\u{200E}")?.name).toBe("an invisible character");
  expect(showHidden("cus_1\u{A0}")).toBe(String.raw`cus_1\xa0`);
});
