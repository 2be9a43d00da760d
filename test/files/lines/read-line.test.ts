import { writeFile } from "node:fs/promises";
import { expect, test } from "vitest";

import { readLine } from "../../../src/files/lines/read-line.ts";
import { temporaryPath } from "../support.ts";

test.each([
  ["one\ntwo\n", "one"],
  ["no end", "no end"],
  ["", ""],
  ["\nsecond", ""],
  [`${"é".repeat(100_000)}\nb`, "é".repeat(100_000)],
])("the first line is read, without its end", async (content, line) => {
  await using location = await temporaryPath("file");
  await writeFile(location.path, content);
  expect(await readLine(location.path, 1_000_000)).toBe(line);
});

test.skipIf(process.platform === "win32")("a line without end is left at the limit", async () => {
  expect(await readLine("/dev/zero", 200_000)).toBe("");
});
