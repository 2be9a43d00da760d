import { expect, test } from "vitest";

import { additions, addingTo } from "../../src/patch/added-items.ts";
import { editsOfSet } from "../../src/patch/set-flag.ts";
import { type PatchFlags, patchFromFlags } from "../../src/patch/from-flags.ts";
import { patchFromCells } from "../../src/patch/from-cells.ts";

const noFlags: PatchFlags = {
  fields: [],
  metadata: [],
  set: [],
  unset: [],
  replaceMetadata: false,
};
const location = { name: "a.csv", line: 2, column: 4 };

test("a plus behind a list adds to it; behind anything else it says nothing, or what is wrong", () => {
  expect(addingTo("aliases+")).toEqual({ field: "aliases" });
  expect(addingTo("contacts+")).toEqual({ field: "contacts" });
  expect(addingTo("name+")).toEqual({ wrong: '"name+" adds to a list, and "name" is none' });
  for (const path of ["aliases", "metadata.a+", "+", "no+"]) expect(addingTo(path)).toBeUndefined();
});

test("each item is an edit of its own", () => {
  const item = { email: "ida@fjord.example", name: "Ida" };
  expect(additions("aliases", ["a", "b"], location).edits).toMatchObject([
    { op: "add", rest: [{ item: "a" }], value: "a" },
    { op: "add", rest: [{ item: "b" }], value: "b" },
  ]);
  expect(additions("contacts", item, location).edits).toEqual([
    { field: "contacts", rest: [{ item: "ida@fjord.example" }], location, op: "add", value: item },
  ]);
});

test.each([
  ["aliases", 5, "expected a string"],
  ["aliases", "", "an empty string"],
  ["aliases", null, "expected a string"],
  ["contacts", { nmae: "a" }, "unknown key"],
  ["contacts", { name: "Ida" }, "needs its email"],
  ["contacts", "ida", "an object"],
] as const)("to %s, %j is not added", (field, value, message) => {
  const { edits, complaints } = additions(field, value, location);
  expect(edits).toEqual([]);
  expect(complaints[0]?.message).toContain(message);
});

test.each(['["x","y"]', ' [ "x" ] ', "[]"])("a list is no text to be added: %s", (text) => {
  const message = `${text.trim()} is a list, and would be added as one text`;
  expect(editsOfSet(`aliases+=${text}`)).toEqual({
    edits: [],
    complaints: [
      {
        location: { name: "--set" },
        message: `"aliases+": ${message}`,
        hint: "write JSON after := as in aliases+:=…",
      },
    ],
  });
  const cells = [{ path: "aliases+", text, typed: false, location }];
  const hint = 'name the column "aliases+:=" and write JSON in its cells';
  expect(patchFromCells(cells, { unsetToken: "#N/A", supported: new Set() })).toEqual({
    complaints: [{ location, message: `"aliases+": ${message}`, hint }],
  });
  const flag = { name: "aliases", flag: "--alias", values: ["a", text] } as const;
  expect(patchFromFlags({ ...noFlags, fields: [flag] })).toEqual({
    complaints: [
      {
        location: { name: "--alias" },
        message,
        hint: "several at once are added with --set 'aliases+:=[…]'",
      },
    ],
  });
});

test.each(["[x]", "[1]", '["x"] and more', "x,y"])("%s is added as it stands", (text) => {
  expect(editsOfSet(`aliases+=${text}`).edits).toMatchObject([{ op: "add", value: text }]);
});

test("--set and a column add the same", () => {
  expect(editsOfSet("aliases+=x").edits).toMatchObject([{ op: "add", value: "x" }]);
  expect(editsOfSet('contacts+:={"email":"a@b.example"}').edits).toMatchObject([{ op: "add" }]);
  expect(editsOfSet("metadata.a+=x").edits).toMatchObject([{ op: "set", rest: [{ key: "a+" }] }]);
  const options = { unsetToken: "#N/A", supported: new Set<never>() };
  const cell = (path: string, text: string) =>
    patchFromCells([{ path, text, typed: false, location }], options);
  expect(cell("aliases+", "x")).toMatchObject({ patch: { edits: [{ op: "add", value: "x" }] } });
  expect(cell("contacts+", '{"email":"a@b.example"}')).toMatchObject({
    patch: { edits: [{ op: "add" }] },
  });
  expect(cell("aliases+", "")).toMatchObject({ patch: { edits: [] } });
  expect(cell("aliases+", "#N/A")).toMatchObject({ complaints: [{ location }] });
});
