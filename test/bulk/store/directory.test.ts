import { mkdir, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";

import {
  createRun,
  listRuns,
  openRun,
  readHeader,
  sweepRuns,
} from "../../../src/bulk/store/directory.ts";
import { modeOf } from "../../files/support.ts";
import { headerOf, runId, temporaryRun } from "./support.ts";
import { renamingHere as here } from "../../support/rename-world.ts";

describe("a run that was begun", () => {
  test("has a directory of its owner's alone, with its header", async () => {
    await using location = await temporaryRun();
    expect(location.dir).toBe(join(location.stateDir, "runs", runId(1)));
    expect(await modeOf(location.stateDir)).toBe("700");
    expect(await modeOf(dirname(location.dir))).toBe("700");
    expect(await modeOf(location.dir)).toBe("700");
    expect(await modeOf(join(location.dir, "run.json"))).toBe("600");
    expect(await openRun(location.stateDir, runId(1))).toEqual({
      dir: location.dir,
      header: headerOf(),
    });
  });

  test("may have found its input there", async () => {
    await using location = await temporaryRun();
    const run = runId(2);
    await mkdir(join(dirname(location.dir), run));
    await writeFile(join(dirname(location.dir), run, "input.csv"), "id\n");
    expect(await listRuns(location.stateDir)).toEqual([runId(1)]);
    const dir = await createRun(location.stateDir, headerOf({ run }), here);
    expect(await readFile(join(dir, "input.csv"), "utf8")).toBe("id\n");
    expect(await listRuns(location.stateDir)).toEqual([runId(1), run]);
  });

  test("keeps every text as it is, and nothing in it drives a terminal", async () => {
    const options = { map: ["Firma\u001B[2J\u202E=name", "\uD800=id"] };
    await using location = await temporaryRun({ options, undoes: runId(9) });
    expect((await readHeader(location.dir)).options).toEqual(options);
    expect(await readFile(join(location.dir, "run.json"), "utf8")).toMatch(/^[\n -~]*$/u);
  });
});

test("runs are listed oldest first, and other things are no runs", async () => {
  await using location = await temporaryRun();
  for (const index of [30, 4, 12]) {
    await createRun(location.stateDir, headerOf({ run: runId(index) }), here);
  }
  await mkdir(join(location.stateDir, "runs", "notes"));
  await writeFile(join(location.stateDir, "runs", "notes", "run.json"), "{}");
  expect(await listRuns(location.stateDir)).toEqual([1, 4, 12, 30].map(runId));
  await rm(join(location.stateDir, "runs"), { recursive: true });
  expect(await listRuns(location.stateDir)).toEqual([]);
  await writeFile(join(location.stateDir, "runs"), "");
  await expect(listRuns(location.stateDir)).rejects.toMatchObject({
    kind: "usage",
    message: expect.stringContaining("cannot be read: part of its path is a file (ENOTDIR)"),
  });
});

test("what a process left behind before its run began is removed after a day, and nothing else", async () => {
  await using location = await temporaryRun();
  const runs = dirname(location.dir);
  const now = Date.now();
  const age = async (name: string, hours: number) => {
    await mkdir(join(runs, name), { recursive: true });
    const then = new Date(now - hours * 3_600_000);
    await utimes(join(runs, name), then, then);
  };
  await age(runId(1), 1000);
  await age(runId(2), 25);
  await age(runId(3), 23);
  await age("mine", 1000);
  await sweepRuns(location.stateDir, now);
  expect((await readdir(runs)).toSorted((left, right) => (left < right ? -1 : 1))).toEqual([
    runId(1),
    runId(3),
    "mine",
  ]);
  await sweepRuns(join(location.stateDir, "nowhere"), now);
});

test("a run that cannot be recorded is not begun", async () => {
  await using location = await temporaryRun();
  await rm(join(location.stateDir, "runs"), { recursive: true });
  await writeFile(join(location.stateDir, "runs"), "");
  const path = join(location.dir, "run.json");
  await expect(createRun(location.stateDir, headerOf(), here)).rejects.toMatchObject({
    kind: "usage",
    message: `the run cannot be recorded in ${path}: part of its path is a file (ENOTDIR); nothing was sent`,
  });
});

describe("a header", () => {
  const whole = { v: 1, ...headerOf() };

  test("may have keys that this version does not know", async () => {
    await using location = await temporaryRun();
    const later = { ...whole, colour: "red", input: { ...whole.input, lines: 7 } };
    await writeFile(join(location.dir, "run.json"), JSON.stringify(later));
    expect(await readHeader(location.dir)).toEqual(headerOf());
  });

  test.each([
    ["of a newer version", JSON.stringify({ v: 2 }), " was written by a newer billing (version 2"],
    ["cut off", JSON.stringify(whole).slice(0, 80), " is damaged: it is not a run's header"],
    ["of another kind", "[]", " is damaged: it is not a run's header"],
    ["without a version", JSON.stringify(headerOf()), " is damaged: v is wrong"],
    [
      "with a wrong hash",
      JSON.stringify({ ...whole, input: { ...whole.input, sha256: "x" } }),
      " is damaged: input.sha256 is wrong",
    ],
    ["with half a row", JSON.stringify({ ...whole, rows: 1.5 }), " is damaged: rows is wrong"],
  ])("%s is an error that names the file", async (_name, text, words) => {
    await using location = await temporaryRun();
    const path = join(location.dir, "run.json");
    await writeFile(path, text);
    await expect(readHeader(location.dir)).rejects.toMatchObject({
      kind: "usage",
      message: expect.stringContaining(`${path}${words}`),
      hint: expect.any(String),
    });
  });

  test("that is not there is an error that names the file", async () => {
    await using location = await temporaryRun();
    await expect(openRun(location.stateDir, runId(5))).rejects.toMatchObject({
      kind: "usage",
      message: expect.stringMatching(/run\.json cannot be read: it is not there$/u),
    });
  });
});
