import { expect, test } from "vitest";

import type { Edit } from "../../../src/domain/patch.ts";
import { clearsText, rowNotes } from "../../../src/bulk/sources/row-notes.ts";

const location = { name: "a.csv", line: 3, column: 5 };
const clear = (field: Edit["field"]): Edit => ({ field, rest: [], location, op: "unset" });
const patch = (...edits: readonly Edit[]) => ({ edits, replaceMetadata: false });

test("cells that clear are counted by column; what a flag clears is no cell", () => {
  const notes = rowNotes("#N/A");
  notes.add(patch(clear("phone"), clear("address.city")));
  notes.add(patch(clear("phone"), { ...clear("email"), location: { name: "--unset" } }));
  const { clears, warnings } = notes.read(0);
  expect(clears).toEqual({ token: "#N/A", cells: { phone: 2, "address.city": 1 } });
  expect(warnings.map(({ message }) => message)).toEqual([
    "#N/A clears 3 cells: phone 2, address.city 1",
  ]);
});

test("rows of JSON have no cells, and nothing to say says nothing", () => {
  const notes = rowNotes(undefined);
  notes.add(patch(clear("phone")));
  expect(notes.read(0)).toEqual({ clears: undefined, warnings: [] });
  expect(clearsText({ token: "-", cells: { name: 1 } })).toBe("- clears 1 cell: name 1");
});

test("of JSON nobody knows whether an error came from a spreadsheet", () => {
  const edit: Edit = { field: "name", rest: [], location, op: "set", value: "#REF!" };
  const notes = rowNotes(undefined);
  notes.add(patch(edit, { ...edit, field: "email" }));
  expect(notes.read(0).warnings.map(({ message }) => message)).toEqual([
    "2 values hold what a spreadsheet prints for an error, such as #REF! (a.csv:3:5)",
  ]);
});

test("what is empty and what was lost is counted", () => {
  const notes = rowNotes("#N/A");
  notes.addEmpty();
  notes.addEmpty();
  notes.add(
    patch({ field: "metadata", rest: [{ key: "a" }], location, op: "set", value: ["\u{FFFD}"] }),
  );
  expect(notes.read(1).warnings.map(({ message }) => message)).toEqual([
    "2 rows and 1 column without a name with nothing in it: left out",
    "a value holds U+FFFD: an earlier program lost a character (a.csv:3:5)",
  ]);
});

test("a row is not read again for its line unless there is something to say of it", () => {
  const late = {
    name: "a.ndjson",
    get line(): number {
      throw new Error("was asked for");
    },
  };
  const notes = rowNotes(undefined);
  notes.add(
    patch(
      { field: "name", rest: [], location: late, op: "set", value: "Ana" },
      {
        ...clear("phone"),
        location: late,
      },
    ),
  );
  expect(notes.read(0).warnings).toEqual([]);
});
