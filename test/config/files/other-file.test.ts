import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import { expect, test } from "vitest";

import { otherDocument, otherFile } from "../../../src/config/files/other-file.ts";
import { temporaryHome } from "../../support/run-cli.ts";

test.each([
  ["id,name\n1,A\n", "these are rows, of a customer each"],
  ['{"id":"1"}\n{"id":"2"}\n', "these are rows, of a customer each"],
  ["PK\u{3}\u{4} xl/workbook.xml", "the file is a workbook of a spreadsheet, not a CSV"],
  ["name: A\n", "this is a patch"],
  ["provider: maple\nproviders:\n  maple: {}\n", undefined],
  ["provider: maple\n", undefined],
  ["export default {}\n", undefined],
  ["", undefined],
])("how a file begins: %j", async (text, message) => {
  await using home = await temporaryHome();
  const path = join(home.path, "f");
  await writeFile(path, text);
  expect(otherFile(path, "f")?.message).toBe(message);
});

test("what is no file is none of them", async () => {
  expect(otherFile("/dev/zero", "f")).toBeUndefined();
  expect(otherFile("/nowhere", "f")).toBeUndefined();
});

test.each([
  ["id,name 1,A", "these are rows, of a customer each"],
  [[{ id: "1" }], "these are rows, of a customer each"],
  [{ name: "A" }, "this is a patch"],
  [{ kind: "billing-plan" }, "this is a saved plan"],
  [{ providers: {}, kind: "billing-plan" }, undefined],
  [{ provider: "maple" }, undefined],
  ["text", undefined],
  [5, undefined],
])("what a document is: %j", (value, message) => {
  expect(otherDocument(value, "f")?.message).toBe(message);
});
