import { expect, test } from "vitest";

import { compact } from "../../src/domain/compact.ts";

test("members that are undefined are left out, all others stay in their order", () => {
  const found = compact({ b: null, a: undefined, c: 0, d: "", e: false });
  expect(found).toStrictEqual({ b: null, c: 0, d: "", e: false });
  expect(Object.keys(found)).toEqual(["b", "c", "d", "e"]);
});

test("what may be undefined may be missing in the type, and nothing else", () => {
  const text: string | undefined = ["x"].find((known) => known === "y");
  const found: { readonly id: number; readonly note?: string } = compact({ id: 1, note: text });
  expect(found).toStrictEqual({ id: 1 });
});

test("a key that names the prototype is a member like any other", () => {
  const found = compact(JSON.parse('{"a":1,"__proto__":{"b":2}}') as object);
  expect(Object.keys(found)).toEqual(["a", "__proto__"]);
  expect(Object.getPrototypeOf(found)).toBe(Object.prototype);
});
