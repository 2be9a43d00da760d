import { mkdir, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";

import {
  createRun,
  listRuns,
  openRun,
  readHeader,
  sweepRuns,
} from "../../src/runs/run-directory.ts";
import { modeOf } from "../files/support.ts";
import { headerOf, runId, temporaryRun } from "./support.ts";

describe("a run that was begun", () => {
  test("has a directory of its owner's alone, with its header", async () => {
    await using place = await temporaryRun();
    expect(place.dir).toBe(join(place.stateDir, "runs", runId(1)));
    expect(await modeOf(place.stateDir)).toBe("700");
    expect(await modeOf(dirname(place.dir))).toBe("700");
    expect(await modeOf(place.dir)).toBe("700");
    expect(await modeOf(join(place.dir, "run.json"))).toBe("600");
    expect(await openRun(place.stateDir, runId(1))).toEqual({ dir: place.dir, header: headerOf() });
  });

  test("may have found its input there", async () => {
    await using place = await temporaryRun();
    const run = runId(2);
    await mkdir(join(dirname(place.dir), run));
    await writeFile(join(dirname(place.dir), run, "input.csv"), "id\n");
    expect(await listRuns(place.stateDir)).toEqual([runId(1)]);
    const dir = await createRun(place.stateDir, headerOf({ run }), process.platform);
    expect(await readFile(join(dir, "input.csv"), "utf8")).toBe("id\n");
    expect(await listRuns(place.stateDir)).toEqual([runId(1), run]);
  });

  test("keeps every text as it is, and nothing in it drives a terminal", async () => {
    const options = { map: ["Firma\u001B[2J\u202E=name", "\uD800=id"] };
    await using place = await temporaryRun({ options, undoes: runId(9) });
    expect((await readHeader(place.dir)).options).toEqual(options);
    expect(await readFile(join(place.dir, "run.json"), "utf8")).toMatch(/^[\n -~]*$/u);
  });
});

test("runs are listed oldest first, and other things are no runs", async () => {
  await using place = await temporaryRun();
  for (const index of [30, 4, 12]) {
    await createRun(place.stateDir, headerOf({ run: runId(index) }), process.platform);
  }
  await mkdir(join(place.stateDir, "runs", "notes"));
  await writeFile(join(place.stateDir, "runs", "notes", "run.json"), "{}");
  expect(await listRuns(place.stateDir)).toEqual([1, 4, 12, 30].map(runId));
  await rm(join(place.stateDir, "runs"), { recursive: true });
  expect(await listRuns(place.stateDir)).toEqual([]);
  await writeFile(join(place.stateDir, "runs"), "");
  await expect(listRuns(place.stateDir)).rejects.toMatchObject({
    kind: "usage",
    message: expect.stringContaining("cannot be read: part of its path is a file (ENOTDIR)"),
  });
});

test("what a process left behind before its run began is removed after a day, and nothing else", async () => {
  await using place = await temporaryRun();
  const runs = dirname(place.dir);
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
  await sweepRuns(place.stateDir, now);
  expect((await readdir(runs)).toSorted((left, right) => (left < right ? -1 : 1))).toEqual([
    runId(1),
    runId(3),
    "mine",
  ]);
  await sweepRuns(join(place.stateDir, "nowhere"), now);
});

test("a run that cannot be recorded is not begun", async () => {
  await using place = await temporaryRun();
  await rm(join(place.stateDir, "runs"), { recursive: true });
  await writeFile(join(place.stateDir, "runs"), "");
  const path = join(place.dir, "run.json");
  await expect(createRun(place.stateDir, headerOf(), process.platform)).rejects.toMatchObject({
    kind: "usage",
    message: `the run cannot be recorded in ${path}: part of its path is a file (ENOTDIR); nothing was sent`,
  });
});

describe("a header", () => {
  const whole = { v: 1, ...headerOf() };

  test("may have keys that this version does not know", async () => {
    await using place = await temporaryRun();
    const later = { ...whole, colour: "red", input: { ...whole.input, lines: 7 } };
    await writeFile(join(place.dir, "run.json"), JSON.stringify(later));
    expect(await readHeader(place.dir)).toEqual(headerOf());
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
    await using place = await temporaryRun();
    const path = join(place.dir, "run.json");
    await writeFile(path, text);
    await expect(readHeader(place.dir)).rejects.toMatchObject({
      kind: "usage",
      message: expect.stringContaining(`${path}${words}`),
      hint: expect.any(String),
    });
  });

  test("that is not there is an error that names the file", async () => {
    await using place = await temporaryRun();
    await expect(openRun(place.stateDir, runId(5))).rejects.toMatchObject({
      kind: "usage",
      message: expect.stringMatching(/run\.json cannot be read: it is not there$/u),
    });
  });
});
