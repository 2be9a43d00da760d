import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { parseJson } from "../../../src/domain/json.ts";
import { jsonTree } from "../../../src/patch/tree/json-tree.ts";
import { simpleObject } from "../../../src/patch/tree/simple-object.ts";
import { treeJson } from "../../../src/patch/tree/tree-json.ts";

const number = fc.stringMatching(/^-?(?:0|[1-9]\d{0,17})(?:\.\d{1,18})?(?:[eE][+-]?\d{1,3})?$/u);
const text = fc
  .oneof(fc.string(), fc.constantFrom("a", "b", "1", ":", "__proto__", "\\", "\ud800"))
  .map((held) => JSON.stringify(held));
const { value } = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    number,
    text,
    fc.constantFrom("null", "true"),
    fc.array(tie("value"), { maxLength: 4 }).map((items) => `[${items.join(" , ")}]`),
    fc
      .array(fc.tuple(text, tie("value")), { maxLength: 4 })
      .map((members) => `{${members.map(([key, held]) => `${key} : ${held}`).join(", ")}}`),
  ),
}));

describe("simpleObject", () => {
  it("takes the rows of most files", () => {
    const row = '{"id": "cus_1", "name": "A: b", "metadata": {"tier": "gold", "seats": 12.5}}';
    expect(simpleObject(row)).toEqual(parseJson(row));
  });

  it.each([
    ['{"a":1,"a":1}'],
    ['{"a":{"b":1,"b":2}}'],
    ['{"a":9007199254740993}'],
    ['{"a":1e400}'],
    ['{"a":"\\n"}'],
    [`{"a":${"[".repeat(70)}${"]".repeat(70)}}`],
    ["[1]"],
    ['{"a":1'],
  ])("leaves %.40s to who reads with care", (row) => {
    expect(simpleObject(row)).toBeUndefined();
  });

  it("takes nothing of which there is something to complain, and reads the rest alike", () => {
    fc.assert(
      fc.property(value, (json) => {
        const simple = simpleObject(json);
        fc.pre(simple !== undefined);
        const tree = jsonTree(json);
        if ("complaint" in tree) throw new Error(tree.complaint.message);
        expect({ value: simple, complaints: [] }).toEqual(
          treeJson(tree, { printLocation: String, keepNumbers: false }),
        );
      }),
    );
  });

  it("takes strings of 10 MB", () => {
    const text = "w:".repeat(5_000_000);
    expect(simpleObject(`{"a":"${text}","b":{"${text}":1}}`)).toEqual({
      a: text,
      b: { [text]: 1 },
    });
  });
});
