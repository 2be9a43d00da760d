import fc from "fast-check";
import { expect, test } from "vitest";

import { type Json, parseJson, printJson } from "../../src/domain/json.ts";
import { parseEntry } from "../../src/journal/parse-entry.ts";
import { intentOf } from "./records.ts";

const change = "01JBK3T5V00000000000000001";
const head = { v: 1, type: "intent", at: "2026-11-01T13:02:10.000Z", tool: "0.1.0" };

/** What comes back of a value that is given as a JSON text. */
function readBack(text: string, spaces = ""): Json | undefined {
  const line = JSON.stringify({ ...head, ...intentOf({ changeId: change, fields: [] }) }).replace(
    '"fields":[]',
    () => `"fields":[{"field":"metadata","after":${spaces}${text}}]`,
  );
  const parsed = parseEntry({ bytes: Buffer.from(line), ended: true });
  if (parsed === undefined || !("entry" in parsed)) return undefined;
  return parsed.entry.type === "intent" ? parsed.entry.fields[0]?.after : undefined;
}

test("any number comes back with the digits it was written with", () => {
  const digits = fc
    .tuple(
      fc.constantFrom("", "-"),
      fc
        .integer({ min: 0, max: 25 })
        .chain((more) => fc.stringMatching(new RegExp(`^[1-9]\\d{${more}}$`, "u"))),
      fc.option(fc.stringMatching(/^\d{1,25}$/u), { nil: undefined }),
      fc.option(fc.stringMatching(/^[eE][+-]?\d{1,3}$/u), { nil: undefined }),
    )
    .map(([sign, whole, part, power]) =>
      [sign, whole, part === undefined ? "" : `.${part}`, power ?? ""].join(""),
    );
  const locations = fc.constantFrom<(number: string) => string>(
    (number) => number,
    (number) => `[1,${number}]`,
    (number) => `{"a":${number}}`,
    (number) => `[${number},"${number}"]`,
  );
  fc.assert(
    fc.property(digits, locations, fc.constantFrom("", " ", "\t"), (number, location, spaces) => {
      const text = location(number);
      expect(printJson(readBack(text, spaces))).toBe(printJson(parseJson(text)));
    }),
    { numRuns: 1000 },
  );
});

test("any value comes back the same", () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(printJson(readBack(text))).toBe(printJson(parseJson(text)));
    }),
    { numRuns: 500 },
  );
});

test("what is nested too deeply to be shown is no entry, however it is dressed", () => {
  const deep = `${"[[],".repeat(100_000)}1${"]".repeat(100_000)}`;
  expect(readBack(deep)).toBeUndefined();
});
