import { expect, test } from "vitest";

import { maskAddresses, maskText, memberIsPersonal } from "../../../src/render/mask/mask-text.ts";
import { growth, times } from "../../support/growth.ts";

test.each([
  ["ida@fjord.example", "i…@fjord.example"],
  ["+4755501020", "+…20"],
  ["👩‍🚀 Ida Krol", "👩…ol"],
  ["abcd", "…"],
  ["@x", "…"],
])("%s is shown as %s", (text, expected) => {
  expect(maskText(text)).toBe(expected);
});

test.each([
  ["write to ida@x.example, or bo@y.example.", "write to i…@x.example, or b…@y.example."],
  ["/c?q=ida%40x.example&r=1", "/c?q=i…%40x.example&r=1"],
  ["no address @ all, @team, 5 @ 3", "no address @ all, @team, 5 @ 3"],
  ["", ""],
])("of %j stays %j", (text, expected) => {
  expect(maskAddresses(text)).toBe(expected);
});

test("a long text without an address is passed quickly", () => {
  const passing = (n: number) => {
    const texts = [
      "%40".repeat(2 * n) + "x".repeat(20 * n),
      `${"a@".repeat(5 * n)} ${"[".repeat(5 * n)}`,
    ];
    return () => texts.map((text) => maskAddresses(text));
  };
  expect(growth(passing, 1000)).toBeLessThan(5 * times);
});

test("names are known in every spelling", () => {
  for (const name of [
    "email",
    "billing_emails",
    "taxId",
    "tax-ids",
    "Phone",
    "whatsapp phone",
    "PAN",
    "contact",
  ]) {
    expect({ name, personal: memberIsPersonal(name) }).toEqual({ name, personal: true });
  }
  for (const name of ["name", "company", "panel", "contactless", "taxes", "phonetic"]) {
    expect({ name, personal: memberIsPersonal(name) }).toEqual({ name, personal: false });
  }
});
