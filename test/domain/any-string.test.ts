import { expect, test } from "vitest";

import { anyString } from "../../src/domain/any-string.ts";

test.each([["x"], [["a", "x"]], [{ a: { x: 1 } }], [{ a: [{ b: "x" }] }]])(
  "%j holds x",
  (value) => {
    expect(anyString(value, (text) => text === "x")).toBe(true);
  },
);

test.each([["a"], [null], [7], [true], [["a"]], [{ a: "b" }]])("%j does not", (value) => {
  expect(anyString(value, (text) => text === "x")).toBe(false);
});
