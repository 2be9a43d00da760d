import fc from "fast-check";
import { expect, it } from "vitest";

import { parseJson } from "../../../src/domain/json.ts";
import { quickYaml } from "../../../src/render/machine/quick-yaml.ts";
import { printNodes } from "../../../src/render/machine/yaml.ts";
import { rounds, testSeed } from "../../support/random.ts";

const word = fc.constantFrom(
  "a",
  "tier",
  "key-1",
  "x_",
  "yes",
  "No",
  "null",
  "True",
  "constructor",
  "__proto__",
  "e5",
  "y",

  "12",
  "0",
  "007",
  "1.5",
  "1e3",
  "0x1f",
  "12:30",
  "-",
  "a-",
  "a:",
  "a: b",
  "a #b",
  "a#b",
  "~",

  "<<",
  "",
  " ",
  " a",
  "a ",
  "a\nb",
  "\n",
  "a\n\n  b\n",
  "é",
  "\u202e",
  "\ud800",
  "a\tb",
  "[a",
  "a, b",

  "2026-06-14T13:05:44.210Z",
  "https://a.example/b?c=d#e",
  "ida@fjord.example",
  "---",
  "a'b",
  'a "b"',

  "x".repeat(150),
  "x".repeat(201),
  "x".repeat(1100),
  "inf",
  "NaN",
  "a b\nlonger line\n# c\n",
);
const text = fc.oneof(word, fc.string(), fc.string({ unit: "grapheme" }), fc.lorem());
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    text,
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.integer(),
    fc.constantFrom(null, true, false, undefined, parseJson("12345678901234567890.10")),
    fc.array(tie("value"), { maxLength: 4 }),
    fc
      .array(fc.tuple(text, tie("value")), { maxLength: 4 })
      .map((members) => Object.fromEntries(members)),
  ),
}));

it("prints what the whole of YAML is printed as", () => {
  const check = fc.property(value, (one) => {
    expect(quickYaml(one, printNodes)).toBe(printNodes(one));
  });
  fc.assert(check, { seed: testSeed, numRuns: rounds(3000) });
});

it("asks for what is not simple alone, and at once", () => {
  const asked: unknown[] = [];
  const print = (held: unknown) => {
    asked.push(held);
    return printNodes(held);
  };
  const record = {
    name: "Ana Lima",
    a: "1",
    b: "2",
    metadata: { tier: "gold", on: { seats: 12 } },
    c: "3",
  };
  expect(quickYaml(record, print)).toBe(printNodes(record));
  expect(asked).toEqual([{ a: "1", b: "2" }, { in: { on: { seats: 12 } } }, { c: "3" }]);
});
