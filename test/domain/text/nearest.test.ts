import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { didYouMean, nearest } from "../../../src/domain/text/nearest.ts";

const names = ["name", "email", "phone", "externalId", "timezone"];

describe("nearest", () => {
  it.each([
    ["nmae", "name"],
    ["nam", "name"],
    ["Name", "name"],
    ["external-id", "externalId"],
    ["external_ID", "externalId"],
    ["time zone", "timezone"],
    ["tmiezone", "timezone"],
    ["emial", "email"],
  ])("takes %s for %s", (word, candidate) => {
    expect(nearest(word, names)).toBe(candidate);
  });

  it.each([[""], ["colour"], ["x"], ["--"], ["n".repeat(100_000)]])(
    "has no guess for %.10s",
    (word) => {
      expect(nearest(word, [...names, "y"])).toBeUndefined();
    },
  );

  it("finds every candidate from itself", () => {
    fc.assert(
      fc.property(fc.constantFrom(...names), (name) => {
        expect(nearest(name, names)).toBe(name);
      }),
    );
  });
});

describe("didYouMean", () => {
  it("continues a sentence, or says nothing", () => {
    expect(didYouMean("nmae", names)).toBe('; did you mean "name"?');
    expect(didYouMean("colour", names)).toBe("");
  });
});
