import { expect, test } from "vitest";
import { vendors } from "../../src/emulator/registry.ts";
import { switchesOf } from "../../src/emulator/switches.ts";

test("every vendor has the defaults of its switches, but for those given", () => {
  const defaults = switchesOf(vendors, {});
  expect(Object.keys(defaults)).toEqual(["vayu", "commet", "flexprice", "maple", "kirim"]);
  expect(defaults["vayu"]).toMatchObject({ arrayDefaults: true, amounts: "store" });
  const given = switchesOf(vendors, { vayu: { arrayDefaults: false } });
  expect(given).toEqual({ ...defaults, vayu: { ...defaults["vayu"], arrayDefaults: false } });
});

test.each([
  [{ stripe: {} }, 'the emulator has no vendor "stripe"'],
  [{ kirim: { nope: true } }, 'kirim has no switch "nope"'],
  [{ kirim: { constructor: true } }, 'kirim has no switch "constructor"'],
  [{ kirim: { rateLimit: "off" } }, 'the switch "rateLimit" of kirim cannot be off'],
])("%j is refused", (given, message) => {
  expect(() => switchesOf(vendors, given)).toThrow(message);
});
