import { expect, test } from "vitest";

import { foreignForm } from "../../../../src/domain/text/files/foreign-form.ts";

const bytes = (...parts: readonly (string | number)[]): Uint8Array =>
  Buffer.concat(
    parts.map((part) => (typeof part === "string" ? Buffer.from(part) : Buffer.of(part))),
  );

test.each([
  [bytes("PK", 3, 4, 20, 0, "[Content_Types].xml"), "workbook", "CSV UTF-8"],
  [bytes("PK", 3, 4, 20, 0, "mimetypeapplication/vnd.oasis.opendocument"), "workbook", "CSV UTF-8"],
  [bytes("PK", 3, 4, 20, 0, "notes.txt"), "a zip", "CSV UTF-8"],
  [bytes(0xd0, 0xcf, 0x11, 0xe0), "workbook", "CSV UTF-8"],
  [bytes(0x1f, 0x8b, 8), "gzip", "gunzip"],
  [bytes("%PDF-1.7"), "PDF", "CSV"],
  [bytes("<table><tr>"), "HTML", "CSV"],
  [bytes("\u{FEFF}<?xml version='1.0'?>"), "HTML or XML", "CSV"],
])("%j is told by name, with the remedy", (head, message, hint) => {
  expect(foreignForm(head)?.message).toContain(message);
  expect(foreignForm(head)?.hint).toContain(hint);
});

test.each([
  "id,name",
  "metadata.a:=\n1\n",
  "id;name: x\nc;a: b\n",
  "id\nurn:a: b\n",
  "PK,name",
  "<id>,name",
  '{"id":"a"}',
  "",
])("%j may be rows", (text) => {
  expect(foreignForm(bytes(text))).toBeUndefined();
});
