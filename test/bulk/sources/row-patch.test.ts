import { expect, test } from "vitest";

import { providers } from "../../../src/providers/registry.ts";
import { readRow } from "../../../src/bulk/input/read-row.ts";
import type { Table } from "../../../src/bulk/input/row.ts";
import { rowPatch, type RowRules } from "../../../src/bulk/sources/row-patch.ts";

const rules: RowRules = { by: "id", native: false, unsetToken: "#N/A", unlisted: false };
const noFlags = { edits: [], replaceMetadata: false };
const location = { name: "rows.ndjson", line: 3, column: 1 };

function patchOf(row: object, provider: keyof typeof providers, more: Partial<RowRules> = {}) {
  const read = readRow({ row: 1, raw: JSON.stringify(row), location });
  if ("complaints" in read) throw new Error("the row is none");
  return rowPatch(read, providers[provider], { ...rules, ...more }, noFlags);
}

test("an id names by the provider's id, an externalId without one by the caller's", () => {
  expect(patchOf({ id: "cus_1", name: "A" }, "commet")).toMatchObject({
    kind: "id",
    reference: "cus_1",
  });
  expect(patchOf({ externalId: "a-1", name: "A" }, "maple")).toMatchObject({
    kind: "external-id",
    reference: "a-1",
    patch: { edits: [{ field: "name" }] },
  });
  expect(patchOf({ id: "cus_1", externalId: "a-1" }, "commet")).toMatchObject({
    kind: "id",
    patch: { edits: [{ field: "externalId", value: "a-1" }] },
  });
  expect(patchOf({ id: "a-1", name: "A" }, "maple", { by: "external-id" })).toMatchObject({
    kind: "external-id",
    reference: "a-1",
  });
});

test("an id of the wrong form is told at its place, with what to call it instead", () => {
  expect(patchOf({ id: "a-1", name: "A" }, "vayu")).toMatchObject({
    complaints: [
      {
        location: { name: "rows.ndjson", line: 3, column: 2 },
        message: expect.stringContaining('"a-1" is not a customer id of Vayu'),
        hint: "if it is your own id for the customer, call it externalId",
      },
    ],
  });
});

test("everything that is wrong with a row is told at once", () => {
  expect(patchOf({ id: "a-1", phone: "1", email: "x" }, "commet")).toMatchObject({
    complaints: [{ message: expect.stringContaining("customer id") }],
  });
  expect(patchOf({ id: "cus_1", phone: "1", email: "x" }, "commet")).toMatchObject({
    complaints: [
      { message: expect.stringContaining('no field "phone"') },
      { message: expect.stringContaining('"x" for "email"') },
    ],
  });
});

test("a row of empty cells asks for nothing, and that is fine; a JSON row that says nothing is a mistake", () => {
  const table: Table = {
    unsetToken: "#N/A",
    stripsGuards: false,
    delimiter: ",",
    columns: [{ kind: "id" }, { kind: "field", path: "name", typed: false }],
  };
  const read = readRow({ row: 1, raw: "cus_1,", location, cells: ["cus_1", ""] }, table);
  if ("complaints" in read) throw new Error("the row is none");
  expect(rowPatch(read, providers.commet, rules, noFlags)).toEqual({
    kind: "id",
    reference: "cus_1",
    patch: noFlags,
  });
  expect(patchOf({ id: "cus_1" }, "commet")).toEqual({
    complaints: [{ location, message: "nothing to change: name at least one field" }],
  });
});

test("what is wrong because of a flag is told at the row", () => {
  const read = readRow({ row: 1, raw: '{"id":"cus_1","name":"A"}', location });
  if ("complaints" in read) throw new Error("the row is none");
  const flags = {
    edits: [
      { field: "phone", rest: [], op: "set", value: "1", location: { name: "--phone" } } as const,
    ],
    replaceMetadata: false,
  };
  expect(rowPatch(read, providers.commet, rules, flags)).toMatchObject({
    complaints: [{ location, message: expect.stringContaining("--phone: Commet has no field") }],
  });
});
