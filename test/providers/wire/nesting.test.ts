import { expect, test } from "vitest";

import { deepestAnswer, isTooDeep } from "../../../src/providers/wire/nesting.ts";

const nested = (levels: number, inner = "") =>
  `${'{"a":['.repeat(levels / 2)}${inner}${"]}".repeat(levels / 2)}`;

test("the deepest answer that is read is read", () => {
  expect(isTooDeep(nested(deepestAnswer, '"x"'))).toBe(false);
});

test("one level more is too deep", () => {
  expect(isTooDeep(nested(deepestAnswer, "[]"))).toBe(true);
});

test("what stands side by side is not deep", () => {
  expect(isTooDeep(`[${'{"a":[]},'.repeat(1000)}{}]`)).toBe(false);
});

test("brackets within texts do not count, nor does an escaped quote end one", () => {
  expect(isTooDeep(JSON.stringify({ a: `\\"${"[".repeat(1000)}`, b: "\\" }))).toBe(false);
});
