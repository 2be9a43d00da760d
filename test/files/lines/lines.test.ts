import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";

import { linesOf } from "../../../src/files/lines/lines.ts";
import { temporaryJournal } from "../../journal/support.ts";

async function read(content: string | Buffer, limit = 1_000_000) {
  await using location = await temporaryJournal();
  const path = join(location.home, "x");
  await writeFile(path, content);
  const lines = [];
  for await (const { number, bytes, ended } of linesOf(path, limit)) {
    lines.push([number, bytes?.toString("utf8"), ended]);
  }
  return lines;
}

test("lines come with their numbers, empty ones too", async () => {
  expect(await read("a\n\nb\n")).toEqual([
    [1, "a", true],
    [2, "", true],
    [3, "b", true],
  ]);
  expect(await read("")).toEqual([]);
});

test("a line without an end says so", async () => {
  expect(await read("a\nb")).toEqual([
    [1, "a", true],
    [2, "b", false],
  ]);
});

test("lines longer than a piece of the file come whole", async () => {
  const long = "é".repeat(700_000);
  expect(await read(`a\n${long}\nb\n`, 2_000_000)).toEqual([
    [1, "a", true],
    [2, long, true],
    [3, "b", true],
  ]);
});

test("a line past the limit is passed over and the next one is not", async () => {
  expect(await read(`a\n${"x".repeat(600_000)}\nb\n`, 1000)).toEqual([
    [1, "a", true],
    [2, undefined, true],
    [3, "b", true],
  ]);
});
