import { expect, test } from "vitest";

import { deepestJson, isTooDeep } from "../../../src/domain/text/nesting.ts";

const nested = (levels: number, inner = "") =>
  `${'{"a":['.repeat(levels / 2)}${inner}${"]}".repeat(levels / 2)}`;

test("the deepest answer that is read is read", () => {
  expect(isTooDeep(nested(deepestJson, '"x"'))).toBe(false);
});

test("one level more is too deep", () => {
  expect(isTooDeep(nested(deepestJson, "[]"))).toBe(true);
});

test("what stands side by side is not deep", () => {
  expect(isTooDeep(`[${'{"a":[]},'.repeat(1000)}{}]`)).toBe(false);
});

test("brackets within texts do not count, nor does an escaped quote end one", () => {
  expect(isTooDeep(JSON.stringify({ a: `\\"${"[".repeat(1000)}`, b: "\\" }))).toBe(false);
});
