import { expect, test } from "vitest";
import * as z from "zod";

import { encoderOf } from "../../../src/domain/documents/encode.ts";
import { json } from "../../../src/domain/documents/json.ts";
import { parseJson } from "../../../src/domain/json.ts";

const inner = z.strictObject({ b: json.exactOptional(), a: z.string() });
const encode = encoderOf(
  z.object({ last: z.string(), one: inner.exactOptional(), many: z.array(inner).readonly() }),
);

test("members stand as in the schema, at every depth, and no others", () => {
  const value = { many: [{ a: "2", b: null, c: 1 }], one: { a: "1", more: 2 }, last: "x", z: 1 };
  expect(JSON.stringify(encode(value))).toBe(
    '{"last":"x","one":{"a":"1"},"many":[{"b":null,"a":"2"}]}',
  );
});

test("what is missing or undefined stays away", () => {
  const value = { many: [], last: "", one: undefined } as never;
  expect(Object.keys(encode(value))).toEqual(["last", "many"]);
});

test("a JSON value is what it was, whatever its keys and its numbers", () => {
  const b = parseJson('{"z":12345678901234567890.10,"a":{"__proto__":1}}');
  expect(encode({ last: "", many: [{ b, a: "" }] }).many[0]?.b).toBe(b);
});
