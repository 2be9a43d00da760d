import { expect, test } from "vitest";

import { folded } from "../../../src/domain/text/folded.ts";

test("a word is the same in capitals or not, and with its accents written either way", () => {
  expect(folded("JOSE\u0301@X.example")).toBe(folded("jos\u00e9@x.EXAMPLE"));
  expect(folded("a")).not.toBe(folded("b"));
});
