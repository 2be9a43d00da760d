import { expect, test } from "vitest";

import { readRow } from "../../../src/bulk/input/read-row.ts";
import type { Table } from "../../../src/bulk/input/row.ts";
import { newRowPatch } from "../../../src/bulk/sources/new-row.ts";
import type { RowRules } from "../../../src/bulk/sources/row-patch.ts";
import { providers } from "../../../src/providers/registry.ts";

const rules: RowRules = {
  by: "id",
  native: false,
  unsetToken: "#N/A",
  unlisted: false,
  creates: {},
};
const noFlags = { edits: [], replaceMetadata: false };
const location = { name: "rows.ndjson", line: 3, column: 1 };

function newRow(row: object, provider: keyof typeof providers, more: Partial<RowRules> = {}) {
  const read = readRow({ row: 1, raw: JSON.stringify(row), location }, undefined, true);
  if ("complaints" in read) throw new Error("the row is none");
  return newRowPatch(read, providers[provider], { ...rules, ...more }, noFlags);
}

test("the caller's own id is a field, and what the row goes by", () => {
  expect(newRow({ externalId: "a-1", name: "A" }, "maple")).toMatchObject({
    kind: "external-id",
    reference: "a-1",
    called: "a-1",
    creates: {},
    patch: { edits: [{ field: "externalId", value: "a-1" }, { field: "name" }] },
  });
});

test("without one nothing tells rows apart, unless the e-mail address is looked for", () => {
  const row = { name: "A", email: "a@a.example" };
  expect(newRow(row, "kirim")).toMatchObject({ kind: "id", reference: "", called: "" });
  expect(newRow(row, "kirim", { creates: { ifExists: "skip" } })).toMatchObject({
    reference: "",
    called: "a@a.example",
    creates: { ifExists: "skip" },
  });
});

test("what is missing or cannot be looked for is said at the row", () => {
  expect(newRow({ email: "a@a.example" }, "flexprice")).toMatchObject({
    complaints: [
      {
        location,
        message: "Flexprice makes no customer without externalId",
        // A flag would name one customer for all rows.
        hint: "give the row its externalId",
      },
      {
        location,
        message: "Flexprice makes no customer without name",
        hint: "give the row its name",
      },
    ],
  });
  expect(newRow({ name: "A" }, "vayu", { creates: { ifExists: "skip" } })).toMatchObject({
    complaints: [{ location, message: expect.stringContaining("nothing tells") }],
  });
});

test("in the provider's own words", () => {
  expect(newRow({ native: { identifier: "a-1", title: "CTO" } }, "maple")).toMatchObject({
    reference: "a-1",
    patch: { edits: [{ field: "externalId" }, { field: "title", value: "CTO" }] },
  });
});

test("a cell that would clear is no value", () => {
  const table: Table = {
    columns: ["name", "email"].map((path) => ({ kind: "field", path, typed: false })),
    delimiter: ",",
    unsetToken: "#N/A",
    stripsGuards: false,
  };
  const raw = { row: 1, raw: "A,#N/A", location, cells: ["A", "#N/A"] };
  const read = readRow(raw, table, true);
  if ("complaints" in read) throw new Error("the row is none");
  expect(newRowPatch(read, providers.kirim, rules, noFlags)).toMatchObject({
    patch: { edits: [{ field: "name", op: "set", value: "A" }] },
  });
});
