import { expect, test } from "vitest";

import { hiddenInId, hiddenInValue } from "../../../src/patch/fields/hidden-text.ts";
import type { Edit } from "../../../src/domain/patch.ts";

const location = { name: "a.csv", line: 2, column: 7 };
const edit = (
  value: Edit extends never ? never : string | object,
  at: object = location,
): Edit => ({
  field: "contacts",
  rest: [],
  location: at as typeof location,
  op: "set",
  value: value as string,
});

test("an id holds nothing that nobody sees, and no lost character", () => {
  expect(hiddenInId({ value: "cus_1\u{A0}", location })).toEqual([
    {
      location,
      message: String.raw`the id holds a non-breaking space (U+00A0), which nobody sees: "cus_1\xa0"`,
      hint: 'remove it; in a spreadsheet with SUBSTITUTE(cell, UNICHAR(160), "")',
    },
  ]);
  expect(hiddenInId({ value: "cus\u{200B}_1", location })).toHaveLength(1);
  expect(hiddenInId({ value: "cus\u{FFFD}_1", location })).toHaveLength(1);
  expect(hiddenInId({ value: "cus_1", location })).toEqual([]);
  expect(hiddenInId(undefined)).toEqual([]);
});

test("a value holds none at its ends, however deep, wherever it was said", () => {
  for (const value of ["Ana\u{200B}", [{ email: "a@b.example\u{A0}" }], { "\u{FEFF}key": "a" }]) {
    expect(hiddenInValue(edit(value))).toHaveLength(1);
    expect(hiddenInValue(edit(value, { name: "--set" }))).toEqual([
      expect.objectContaining({ hint: "remove it: it was copied along with the text" }),
    ]);
  }
  expect(hiddenInValue(edit("Ana\u{A0}Lima"))).toEqual([]);
  expect(hiddenInValue(edit("Ana "))).toEqual([]);
});

test("what the customer holds in that field already is no part of what was said", () => {
  const base = { contacts: [{ name: "Ola\u{A0}" }], name: "Ida\u{A0}" };
  expect(hiddenInValue(edit([{ name: "Ola\u{A0}" }, { name: "Ida" }]), base)).toEqual([]);
  for (const name of ["Ola\u{A0} ", "\u{A0}Ola", "Ida\u{A0}"]) {
    expect(hiddenInValue(edit([{ name: "Ola\u{A0}" }, { name }]), base)).toHaveLength(1);
  }
});
