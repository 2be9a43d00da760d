import { expect, test } from "vitest";

import { spelled, spelledMasks } from "../../../src/render/text/signs.ts";

test("own signs are spelled where they cannot be shown", () => {
  expect(spelled("run a · b …", { unicode: false })).toBe("run a - b ...");
  expect(spelled("Müller → ✓", { unicode: false })).toBe("Müller → ✓");
  expect(spelled("run a · b …", { unicode: true })).toBe("run a · b …");
});

test("masks stay as wide as they are", () => {
  expect(spelledMasks("i…@x.example · M…nd", { unicode: false })).toBe("i*@x.example · M*nd");
  expect(spelledMasks("M…nd", { unicode: true })).toBe("M…nd");
});
