import { createHash } from "node:crypto";

import fc from "fast-check";
import { expect, test } from "vitest";

import { digestOf } from "../../../src/domain/text/digest.ts";

// https://csrc.nist.gov/projects/cryptographic-standards-and-guidelines/example-values, SHA-256, "abc"
test("is the one of the standard's example", () => {
  expect(digestOf("abc").toString("hex")).toBe(
    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
  );
});

test.each([19_999, 20_000])("is Node's for a text of %i characters", (length) => {
  const text = "é".repeat(length);
  expect(digestOf(text)).toEqual(createHash("sha256").update(text).digest());
});

test("is Node's for any text", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
      expect(digestOf(text)).toEqual(createHash("sha256").update(text).digest());
    }),
  );
});
