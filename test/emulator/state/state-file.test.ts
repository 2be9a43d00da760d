import { appendFile, readFile, rm, writeFile } from "node:fs/promises";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parseJson } from "../../../src/domain/json.ts";
import type { JsonObject } from "../../../src/domain/json.ts";
import {
  readAppended,
  readStateFile,
  stateFileOf,
  versionOf,
  writeChanges,
  writeStateFile,
} from "../../../src/emulator/state/state-file.ts";
import { printLine } from "../../../src/emulator/state/state-text.ts";
import { temporaryDirectory } from "../support.ts";

test("any state comes back as it was written", async () => {
  await using directory = await temporaryDirectory();
  const file = stateFileOf(directory.path, "any");
  await fc.assert(
    fc.asyncProperty(
      fc.dictionary(fc.string(), fc.dictionary(fc.string(), fc.jsonValue())),
      fc.dictionary(fc.string(), fc.jsonValue()),
      async (customers, other) => {
        const text = JSON.stringify({ customers, other });
        const state = parseJson(text) as unknown as {
          customers: Record<string, JsonObject>;
          other: Record<string, JsonObject>;
        };
        await writeStateFile(file, state);
        const saved = await readStateFile(file);
        expect(JSON.stringify(saved?.state)).toBe(JSON.stringify(state));
      },
    ),
    { numRuns: 60 },
  );
});

test("a number that no double holds stays as it is", async () => {
  await using directory = await temporaryDirectory();
  const file = stateFileOf(directory.path, "big");
  const text = '{"customers":{"a":{"n":9007199254740993}},"other":{"m":1e400}}';
  await writeFile(file, text);
  const saved = await readStateFile(file);
  await writeStateFile(file, saved?.state ?? { customers: {}, other: {} });
  expect((await readFile(file, "utf8")).replaceAll("\n", "")).toBe(text);
});

test("each replacement has another version, no file has none", async () => {
  await using directory = await temporaryDirectory();
  const file = stateFileOf(directory.path, "versions");
  expect(await versionOf(file)).toBeUndefined();
  expect(await readStateFile(file)).toBeUndefined();
  await writeStateFile(file, { customers: {}, other: {} });
  const first = await versionOf(file);
  expect((await readStateFile(file))?.version).toBe(first);
  await writeStateFile(file, { customers: {}, other: {} });
  expect(await versionOf(file)).not.toBe(first);
});

test("lines behind a writing are told from those behind another one of the same length", async () => {
  await using directory = await temporaryDirectory();
  const file = stateFileOf(directory.path, "lines");
  const state = { customers: { a: { id: "a" } }, other: {} };
  const line = (after: string | undefined) => printLine(after ?? "", [], state);
  const writing = await writeStateFile(file, state);
  expect(await readAppended(file, writing)).toBeUndefined();
  await appendFile(file, line(writing.version) + line("any"));
  const appended = await readAppended(file, writing);
  expect(appended?.lines.map(({ after }) => after)).toEqual([writing.version, "any"]);
  expect(appended?.writing.version).toBe(await versionOf(file));
  expect(await readAppended(file, appended?.writing ?? writing)).toBeUndefined();
  await appendFile(file, line("another"));
  expect(await readAppended(file, appended?.writing ?? writing)).toBeUndefined();
});

test("a line never begins a file", async () => {
  await using directory = await temporaryDirectory();
  const file = stateFileOf(directory.path, "gone");
  const text = "x".repeat(100_000);
  const state = { customers: { a: { id: "a", text }, b: { id: "b" } }, other: {} };
  const writing = await writeStateFile(file, state);
  await rm(file);
  const change = { part: "customers", key: "b", before: undefined } as const;
  await expect(writeChanges(file, { state, ...writing }, [change])).rejects.toThrow("ENOENT");
  expect(await versionOf(file)).toBeUndefined();
});

test("a file left behind by a crash is no obstacle", async () => {
  await using directory = await temporaryDirectory();
  const file = stateFileOf(directory.path, "crash");
  await writeFile(`${file}.new`, "half a st");
  await writeStateFile(file, { customers: { a: { id: "a" } }, other: {} });
  expect((await readStateFile(file))?.state).toEqual({ customers: { a: { id: "a" } }, other: {} });
});

test.each([
  "",
  "{",
  "null",
  "[]",
  '{"customers":{}}',
  '{"customers":[],"other":{}}',
  '{"customers":{"a":1},"other":{}}',
])("%j is no state", async (text) => {
  await using directory = await temporaryDirectory();
  const file = stateFileOf(directory.path, "damaged");
  await writeFile(file, text);
  await expect(readStateFile(file)).rejects.toThrow(`${file} is damaged`);
});
