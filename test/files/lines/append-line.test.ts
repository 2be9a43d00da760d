import { appendFile, mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";

import { appendLine } from "../../../src/files/lines/append-line.ts";
import { temporaryJournal } from "../../journal/support.ts";

async function modeOf(path: string): Promise<string> {
  return ((await stat(path)).mode & 0o777).toString(8);
}

test("what is made is the owner's alone, and what was there stays as it is", async () => {
  await using location = await temporaryJournal();
  const path = join(location.stateDir, "x.ndjson");
  await appendLine(path, "one", process.platform);
  expect(await modeOf(path)).toBe("600");
  expect(await modeOf(location.stateDir)).toBe("700");
  expect(await modeOf(dirname(location.stateDir))).toBe("700");

  const shared = join(location.home, "shared");
  await mkdir(shared, { mode: 0o755 });
  await writeFile(join(shared, "x.ndjson"), "", { mode: 0o640 });
  await appendLine(join(shared, "x.ndjson"), "one", process.platform);
  expect(await modeOf(join(shared, "x.ndjson"))).toBe("640");
});

test("a line begins on its own even behind a torn one", async () => {
  await using location = await temporaryJournal();
  const path = join(location.stateDir, "x.ndjson");
  await appendLine(path, "one", process.platform);
  await appendFile(path, "tor");
  await appendLine(path, "two", process.platform);
  await appendLine(path, "three", process.platform);
  expect(await readFile(path, "utf8")).toBe("one\ntor\ntwo\nthree\n");
});

test("a hundred lines of one process at the same time all stay whole", async () => {
  await using location = await temporaryJournal();
  const path = join(location.stateDir, "x.ndjson");
  const lines = Array.from({ length: 100 }, (_, index) => `${index}:`.padEnd(5000, "x"));
  await Promise.all(lines.map((line) => appendLine(path, line, process.platform)));
  const written = (await readFile(path, "utf8")).split("\n");
  expect(written.toSorted()).toEqual(["", ...lines].toSorted());
});

test("a line is whole although others break off in the middle of theirs all the time", async () => {
  await using location = await temporaryJournal();
  const path = join(location.stateDir, "x.ndjson");
  await appendLine(path, "first", process.platform);
  const lines = Array.from({ length: 200 }, (_, index) => `line ${index}`);
  const done = new AbortController();
  const breaking = async (): Promise<void> => {
    while (!done.signal.aborted) {
      await appendFile(path, "tor");
      await appendFile(path, "n\n");
    }
  };
  const others = [breaking(), breaking()];
  for (const line of lines) await appendLine(path, line, process.platform);
  done.abort();
  await Promise.all(others);
  const written = new Set((await readFile(path, "utf8")).split("\n"));
  expect(lines.filter((line) => !written.has(line))).toEqual([]);
});
