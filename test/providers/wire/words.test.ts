import { expect, test } from "vitest";

import { flexprice } from "../../../src/providers/flexprice.ts";
import { kirim } from "../../../src/providers/kirim.ts";
import { maple } from "../../../src/providers/maple.ts";
import { inVendorsWords, knownWords, vendorsWord } from "../../../src/providers/wire/words.ts";

test.each([
  [maple, "active", "ACTIVE"],
  [maple, "Archived", "ARCHIVED"],
  [kirim, "ACTIVE", "active"],
  [kirim, "Suspended", "suspended"],
  [flexprice, "PUBLISHED", "published"],
  [kirim, "paused", undefined],
  [maple, "CHURNED", undefined],
  [kirim, "active ", undefined],
])("$id: the status %j is %j", (...[provider, word, expected]) => {
  expect(vendorsWord(provider, "status", word)).toBe(expected);
});

test("a field whose values are no words has none", () => {
  expect(knownWords(kirim, "name")).toEqual([]);
  expect(vendorsWord(kirim, "name", "ACTIVE")).toBeUndefined();
});

test("a patch has the vendor's words, and nothing else of it is touched", () => {
  const location = { name: "--status" };
  const edits = [
    { op: "set", field: "status", rest: [], value: "Archived", location },
    { op: "set", field: "name", rest: [], value: "Active", location },
    { op: "set", field: "metadata", rest: [{ key: "status" }], value: "Active", location },
    { op: "unset", field: "email", rest: [], location },
  ] as const;
  expect(inVendorsWords(maple, { edits, replaceMetadata: false }).edits).toEqual([
    { ...edits[0], value: "ARCHIVED" },
    ...edits.slice(1),
  ]);
});
