import { writeFile } from "node:fs/promises";
import { expect, test } from "vitest";

import { lastLine } from "../../../src/files/lines/last-line.ts";
import { temporaryPath } from "../support.ts";

test.each([
  ["of several", "a\nbc\n", "bc"],
  ["of one", "abcde\n", "abcde"],
  ["as long as the limit, behind another", "a\nabcde\n", "abcde"],
  ["longer than the limit", "a\nabcdef\n", undefined],
  ["longer than the limit, and the only one", "abcdefgh\n", undefined],
  ["torn", "a\nb", undefined],
  ["empty", "a\n\n", ""],
  ["of nothing", "", undefined],
])("the last line, %s", async (_name, text, line) => {
  await using location = await temporaryPath("x");
  await writeFile(location.path, text);
  expect((await lastLine(location.path, 5))?.toString()).toBe(line);
});

test("what is not there, or is no file, has no last line", async () => {
  await using location = await temporaryPath("x");
  expect(await lastLine(location.path, 5)).toBeUndefined();
  expect(await lastLine("/", 5)).toBeUndefined();
});
