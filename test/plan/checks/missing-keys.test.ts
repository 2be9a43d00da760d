import { expect, it } from "vitest";

import type { Edit } from "../../../src/domain/patch.ts";
import type { Path } from "../../../src/domain/path.ts";
import { missingKeys } from "../../../src/plan/checks/missing-keys.ts";

const before = { metadata: { seats: 12, note: { "a.b": 1 }, tier: "pro" } };
const unset = (rest: Path): Edit => ({
  field: "metadata",
  rest,
  op: "unset",
  location: { name: "--unset" },
});
const warnings = (...edits: readonly Edit[]) =>
  missingKeys(before, { edits, replaceMetadata: false }).map(({ code, message }) => [
    code,
    message,
  ]);
const keys = (...path: readonly string[]) => path.map((key) => ({ key }));

it.each([
  [keys("sets"), "metadata.sets is not there; did you mean metadata.seats?"],
  [keys("note", "a_b"), 'metadata.note.a_b is not there; did you mean metadata.note["a.b"]?'],
  [keys("notes", "a.b"), "metadata.notes is not there; did you mean metadata.note?"],
])("a key that is near to another is warned of: %j", (rest, message) => {
  expect(warnings(unset(rest))).toEqual([["no_such_key", message]]);
});

it.each([[keys("seats")], [keys("unheard")], [keys("tier", "x")], [[]]])(
  "what is there, is near to nothing or stands in no map is not: %j",
  (rest) => {
    expect(warnings(unset(rest))).toEqual([]);
  },
);

it("of two that are taken out one may be gone", () => {
  expect(warnings(unset(keys("seats")), unset(keys("seat")))).toEqual([]);
});

it("a few guesses are enough, however many are missing", () => {
  const many = Array.from({ length: 1000 }, (_, index) => unset(keys(`seats${index}`)));
  expect(warnings(...many).length).toBeLessThanOrEqual(20);
});
