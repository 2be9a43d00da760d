import { appendFile, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { expect, test } from "vitest";

import { takeLock } from "../../src/files/locks/lock.ts";
import {
  historySchema,
  recordSchema,
  runRecordSchema,
} from "../../src/domain/documents/history.ts";
import { runCli } from "../support/run-cli.ts";
import { type Place, place } from "./plans.ts";
import { customerIds } from "./providers.ts";

const [mara, plain] = [customerIds.maple, "cus_2Nd1AaBb"];
const day = 24 * 60 * 60_000;
const now = Date.parse("2026-11-20T08:00:00.000Z");

type Row = Readonly<Record<string, string>>;

/** A run of the program itself; its id. */
async function ran(
  at: Place,
  rows: readonly Row[],
  words: readonly string[] = [],
  ago?: number,
): Promise<string> {
  await at.write("rows.ndjson", rows.map((row) => JSON.stringify(row)).join("\n"));
  const before = await runs(at);
  const args = ["customers", "update", "--from", "rows.ndjson", "-p", "maple", "-y"];
  const world = ago === undefined ? {} : { now: () => now - ago };
  const { stderr } = await at.run([...args, "--no-retry", ...words, "-o", "json"], world);
  const [run = "", ...others] = (await runs(at)).filter((id) => !before.includes(id));
  expect({ run, others, stderr }).toMatchObject({
    run: expect.stringMatching(/^\w+$/u),
    others: [],
  });
  return run;
}

async function runs(at: Place): Promise<readonly string[]> {
  return readdir(join(at.path, "state", "runs")).catch(() => []);
}

function fileOf(at: Place, run: string, name: string): string {
  return join(at.path, "state", "runs", run, name);
}

/** Leaves of the run's journal what it holds when the program is killed before any answer. */
async function killed(at: Place, run: string): Promise<void> {
  const path = fileOf(at, run, "journal.ndjson");
  const lines = (await readFile(path, "utf8")).split("\n");
  const intents = lines.filter((line) => line.includes('"type":"intent"'));
  await writeFile(path, intents.map((line) => `${line}\n`).join(""));
}

async function list(at: Place, words: readonly string[] = []) {
  const { code, stdout, stderr } = await at.run(["history", "-o", "json", ...words], {
    now: () => now,
  });
  expect({ code, stderr }).toEqual({ code: 0, stderr });
  return historySchema.parse(JSON.parse(stdout));
}

/** The changes of the run by their customers. */
async function changesIn(at: Place, run: string) {
  const { changes } = await list(at, ["--run", run]);
  return new Map(changes.map((change) => [change.id, change]));
}

test("runs stand among the changes, by time", async () => {
  await using at = await place();
  const first = await at.updated("maple", ["--title", "A"]);
  const run = await ran(at, [
    { id: mara, title: "B" },
    { id: "cus_nobody", title: "C" },
  ]);
  const last = await at.updated("maple", ["--title", "D"]);

  const found = await list(at);
  expect(found.changes.map(({ changeId: change }) => change)).toEqual([last, first]);
  expect(found.runs).toMatchObject([
    { run, command: "update", rows: 2, counts: { updated: 1, failed: 1 }, end: "finished" },
  ]);
  const lines = (await at.run(["history", "-o", "ndjson"])).stdout.trimEnd().split("\n");
  expect(
    lines.map((line) => JSON.parse(line)).map(({ changeId, run: id }) => changeId ?? id),
  ).toEqual([last, run, first]);
  expect(runRecordSchema.parse(JSON.parse(lines[1] ?? ""))).toEqual(found.runs?.[0]);
  const { stdout } = await at.run(["history"], { columns: 200 });
  expect(stdout).toMatch(new RegExp(`${last}[^]*x .*${run}[^]*${first}`, "u"));
  expect(stdout).toMatch(/maple +update rows\.ndjson, 2 rows +finished +1 updated, 1 failed\n/u);
});

test("runs are found by provider, customer, outcome and time", async () => {
  await using at = await place();
  const old = await ran(at, [{ id: mara, title: "A" }], [], 10 * day);
  const both = await ran(
    at,
    [
      { id: plain, title: "B" },
      { id: customerIds.kirim, provider: "kirim", name: "Sinar B" },
    ],
    [],
    2 * day,
  );
  const failed = await ran(at, [{ id: mara, title: "C" }], ["--fault", "maple:update:422"], 1000);
  const found = async (...words: readonly string[]) =>
    ((await list(at, words)).runs ?? []).map(({ run }) => run);
  expect(await found()).toEqual([failed, both, old]);
  expect(await found("-p", "kirim")).toEqual([both]);
  expect(await found("-p", "vayu")).toEqual([]);
  expect(await found("--since", "7d")).toEqual([failed, both]);
  expect(await found("--outcome", "updated")).toEqual([both, old]);
  expect(await found("--outcome", "failed")).toEqual([failed]);
  expect(await found("--outcome", "unknown")).toEqual([]);
  expect(await found("--customer", mara)).toEqual([failed, old]);
  expect(await found("--customer", "sinar")).toEqual([both]);
  expect(await found("--customer", "sinar", "-p", "maple")).toEqual([]);
  expect(await found("--customer", mara, "--since", "7d")).toEqual([failed]);
});

test("a run that was undone says by which, until that is undone", async () => {
  await using at = await place();
  const run = await ran(at, [{ id: mara, title: "A" }]);
  const undone = async (id: string) => {
    const { code, json } = await at.run(["undo", id, "-y", "-o", "json"]);
    expect(code).toBe(0);
    return json().run as string;
  };
  const back = await undone(run);
  expect((await list(at)).runs).toMatchObject([{ undoes: run }, { undoneBy: back }]);
  const shown = (await at.run(["history"])).stdout;
  expect(shown).toContain(`- ${run}`);
  expect(shown).toContain(`undone by ${back}`);
  expect((await at.run(["history", "show", run])).stdout).toContain(`undone by ${back}`);
  const again = await undone(back);
  const [second, first] = ((await list(at)).runs ?? []).slice(1);
  expect([first?.undoneBy, second?.undoneBy]).toEqual([undefined, again]);
});

test("the changes of one run are listed, and found among themselves", async () => {
  await using at = await place();
  await at.updated("maple", ["--title", "Other"]);
  const run = await ran(at, [
    { id: mara, title: "A" },
    { id: plain, title: "B" },
    { id: "cus_nobody", title: "C" },
  ]);
  const {
    changes,
    runs: none,
    damaged,
  } = await list(at, ["--run", run.slice(0, 20).toLowerCase()]);
  expect({ none, damaged }).toEqual({ none: undefined, damaged: [] });
  const rows = changes.map((change) => [change.id, change.run, change.row, change.outcome]);
  expect(rows).toHaveLength(2);
  expect(rows).toEqual(
    expect.arrayContaining([
      [mara, run, 1, "updated"],
      [plain, run, 2, "updated"],
    ]),
  );
  const few = await list(at, ["--run", run, "--customer", "plain"]);
  expect(few.changes.map(({ id }) => id)).toEqual([plain]);
  const yaml = (await at.run(["history", "--run", run, "-o", "yaml"])).stdout;
  expect(yaml).toMatch(/^changes:\n[^]*\ndamaged: \[\]\n$/u);
  const lines = (await at.run(["history", "--run", run, "-o", "ndjson"])).stdout.trimEnd();
  expect(lines.split("\n").map((line) => recordSchema.parse(JSON.parse(line)))).toEqual(changes);
  const { stdout } = await at.run(["history", "--run", run], { columns: 200 });
  expect(stdout.match(/ updated +title\n/gu)).toHaveLength(2);
  expect(stdout).not.toContain("earlier");

  const { code, stderr } = await at.run(["history", "--run", "01ZZZZZZ"]);
  expect(code).toBe(2);
  expect(stderr).toContain('no run "01ZZZZZZ" is recorded');
});

test("a table shows the last changes of a long run and counts the others", async () => {
  await using at = await place();
  const run = await ran(at, [{ id: mara, title: "A" }]);
  const path = fileOf(at, run, "journal.ndjson");
  const [intent = "", result = ""] = (await readFile(path, "utf8")).split("\n");
  const { changeId: change } = JSON.parse(intent);
  const idOf = (row: number) => `${change.slice(0, 20)}${String(row).padStart(6, "0")}`;
  const copies = Array.from({ length: 1203 }, (_none, index) =>
    `${intent}\n${result}\n`
      .replaceAll(change, idOf(index))
      .replaceAll('"row":1', `"row":${index + 2}`),
  );
  await appendFile(path, copies.join(""));
  const { stdout } = await at.run(["history", "--run", run], { columns: 200 });
  expect(stdout.match(/ updated +title\n/gu)).toHaveLength(1000);
  expect(stdout).not.toContain(idOf(202));
  expect(stdout).toContain(idOf(203));
  expect(stdout).toMatch(/and 204 earlier changes; all of them: -o ndjson\n$/u);
  const lines = (await at.run(["history", "--run", run, "-o", "ndjson"])).stdout;
  expect(lines.trimEnd().split("\n")).toHaveLength(1204);
});

test("a change, a change of a run and a run are shown by their ids", async () => {
  await using at = await place();
  const single = await at.updated("maple", ["--title", "A"]);
  const run = await ran(at, [{ id: mara, title: "B" }], ["--phone", "+4955501020"]);
  const inRun = (await changesIn(at, run)).get(mara)?.changeId ?? "";
  const shown = async (...words: readonly string[]) =>
    (await at.run(["history", "show", ...words])).stdout;
  expect(await shown(single)).toMatch(/~ title +CFO +A\n/u);
  expect(await shown(inRun)).toMatch(/~ title +A +B\n/u);
  expect(await shown(inRun)).toContain(`run:         ${run}, row 1\n`);
  expect(await shown(run.slice(0, 20))).toContain("update rows.ndjson, 1 row\n");
  expect(await shown(run.slice(-8))).toContain("update rows.ndjson, 1 row\n");
  expect(await shown(inRun.slice(-8).toLowerCase())).toMatch(/~ title +A +B\n/u);
  expect(await shown(run)).toContain("--phone +4955501020");
  expect(await shown(run, "--mask")).not.toContain("+4955501020");
  expect(runRecordSchema.parse(JSON.parse(await shown(run, "-o", "json")))).toMatchObject({ run });
  expect(recordSchema.parse(JSON.parse(await shown(inRun, "-o", "json")))).toMatchObject({ run });
  // All three were made within the time that the first letters tell.
  const { code, stderr } = await at.run(["history", "show", run.slice(0, 6)]);
  expect(code).toBe(2);
  expect(stderr).toContain("is part of the ids of 3 runs and changes: ");
  expect((await at.run(["undo", run.slice(0, 6)])).code).toBe(2);
});

test("what a killed run left open is found out, and the rest is done when it is resumed", async () => {
  await using at = await place();
  const run = await ran(at, [
    { id: mara, title: "B" },
    { id: plain, title: "C" },
  ]);
  await killed(at, run);
  const open = await list(at, ["--run", run, "--outcome", "unknown"]);
  expect(open.changes).toHaveLength(2);
  expect((await list(at)).runs).toMatchObject([{ counts: { unknown: 2 } }]);
  // Somebody took the first one back: that looks as if it had never been sent.
  await at.edit("maple", { title: "CFO" });

  const later = { now: () => Date.now() + 120_000 };
  const { code, stderr } = await at.run(["history", "--resolve"], later);
  expect(code).toBe(0);
  const idOf = (id: string) => open.changes.find((change) => change.id === id)?.changeId;
  expect(stderr).toContain(`${idOf(mara)}: failed, every field holds what it held before`);
  expect(stderr).toContain(`${idOf(plain)}: updated, every field holds what was asked`);
  const found = await changesIn(at, run);
  expect(found.get(mara)).toMatchObject({ outcome: "failed", resolved: true });
  expect(found.get(plain)).toMatchObject({ outcome: "updated", resolved: true });
  expect((await list(at)).runs).toMatchObject([{ counts: { unknown: 0, updated: 1, failed: 1 } }]);

  const resumed = await at.run(["customers", "update", "--resume", run]);
  expect(resumed.code).toBe(0);
  expect((await at.record("maple"))["title"]).toBe("B");
  expect((await list(at)).runs).toMatchObject([{ counts: { updated: 2 }, end: "finished" }]);
});

test("only what is asked for is found out, and it is shown", async () => {
  await using at = await place();
  const [first, second] = [
    await ran(at, [{ id: mara, title: "B" }]),
    await ran(at, [{ id: plain, title: "C" }]),
  ];
  await killed(at, first);
  await killed(at, second);
  const asked = ["--customer", "plain", "--outcome", "unknown"];
  const other = await at.run(["history", "--resolve", ...asked, "-o", "json"]);
  expect(historySchema.parse(other.json()).runs).toMatchObject([
    { run: second, counts: { updated: 1 } },
  ]);
  expect((await changesIn(at, first)).get(mara)?.outcome).toBe("unknown");
  const words = ["history", "--run", first, "--outcome", "unknown", "--resolve", "-o", "json"];
  const { changes } = historySchema.parse((await at.run(words)).json());
  expect(changes).toMatchObject([{ run: first, outcome: "updated", resolved: true }]);
});

test("a run that is going on is left alone", async () => {
  await using at = await place();
  const run = await ran(at, [{ id: mara, title: "B" }]);
  await killed(at, run);
  const lock = await takeLock(fileOf(at, run, "lock"), {
    pid: process.pid,
    hostname: "here",
    platform: process.platform,
    isAlive: () => true,
  });
  const held = await at.run(["history", "--resolve"]);
  expect(held.code).toBe(0);
  expect(held.stderr).toContain(`process ${process.pid} on here works on this run`);
  expect((await changesIn(at, run)).get(mara)?.outcome).toBe("unknown");
  if ("release" in lock) await lock.release();
  expect((await at.run(["history", "--resolve"])).stderr).not.toContain("works on this run");
  expect((await changesIn(at, run)).get(mara)?.outcome).toBe("updated");
  // It is given back: the run can go on.
  expect((await at.run(["customers", "update", "--resume", run])).code).toBe(0);
});

test("an open change of a run of another account is left alone", async () => {
  await using at = await place();
  const run = await ran(at, [{ id: mara, title: "B" }]);
  await killed(at, run);
  const path = fileOf(at, run, "journal.ndjson");
  const text = await readFile(path, "utf8");
  await writeFile(path, text.replace(/"companyId":"\w+"/u, '"companyId":"cmp_2"'));
  const { stderr } = await at.run(["history", "--resolve"]);
  expect(stderr).toContain("was made with another account of Maple Billing: companyId was cmp_2");
  expect((await changesIn(at, run)).get(mara)?.outcome).toBe("unknown");
});

test("one change of a run is undone as a change of its own", async () => {
  await using at = await place();
  const run = await ran(at, [
    { id: mara, title: "B" },
    { id: plain, title: "C" },
  ]);
  const change = (await changesIn(at, run)).get(mara)?.changeId ?? "";
  const { code, json } = await at.run(["undo", change, "-y", "-o", "json"]);
  expect(code).toBe(0);
  const back = json().changeId;
  expect((await at.record("maple"))["title"]).toBe("CFO");
  expect((await at.record("maple", plain))["title"]).toBe("C");
  expect((await list(at)).changes).toMatchObject([{ changeId: back, undoes: change }]);
  expect((await changesIn(at, run)).get(mara)?.undoneBy).toBe(back);
  expect((await changesIn(at, run)).get(plain)?.undoneBy).toBeUndefined();
  expect((await at.run(["history", "show", change])).stdout).toContain(`undone by ${back}`);
  const twice = await at.run(["undo", change, "-y"]);
  expect(twice.code).toBe(2);
  expect(twice.stderr).toContain(`was undone by ${back} already`);
  // Taken back itself, it leaves the change in place again.
  expect((await at.run(["undo", back, "-y"])).code).toBe(0);
  expect((await changesIn(at, run)).get(mara)?.undoneBy).toBeUndefined();
});

test("a run that cannot be read is told and no other is lost", async () => {
  await using at = await place();
  const bad = await ran(at, [{ id: mara, title: "A" }]);
  const good = await ran(at, [{ id: mara, title: "B" }]);
  await writeFile(fileOf(at, bad, "run.json"), '{"v":1}');
  const { code, stdout, stderr } = await at.run(["history"]);
  expect(code).toBe(0);
  expect(stdout).toContain(good);
  expect(stderr).toContain("warning: a run is left out: ");
  expect(stderr).toContain(`${bad}/run.json is damaged`);
  expect((await at.run(["history", "show", bad])).code).toBe(2);
  expect((await at.run(["history", "show", good])).code).toBe(0);
});

test("a damaged line of a run's journal is told", async () => {
  await using at = await place();
  const run = await ran(at, [{ id: mara, title: "A" }]);
  await appendFile(fileOf(at, run, "journal.ndjson"), "garbage\n");
  for (const words of [[], ["--run", run]]) {
    const { code, stderr } = await at.run(["history", ...words]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining("left out") });
    expect(stderr).toContain(
      `line 4 of the journal of run ${run} is left out: the line is not JSON`,
    );
  }
  expect((await list(at, ["--run", run])).damaged).toMatchObject([{ line: 4 }]);
});

test("help rows and help files tell what a run takes and leaves", async () => {
  await using at = await place();
  await ran(at, [
    { id: mara, title: "A" },
    { id: "cus_nobody", title: "B" },
  ]);
  const piped = await at.run(["customers", "update", "--from", "-", "-p", "maple"], {
    stdin: `{"id":"${mara}","title":"C"}`,
  });
  expect(piped.code).toBe(0);
  const files = (await runCli(["help", "files"])).stdout;
  const rows = (await runCli(["help", "rows"])).stdout;
  for (const run of await runs(at)) {
    for (const name of await readdir(join(at.path, "state", "runs", run))) {
      expect(files).toMatch(new RegExp(`^  ${name}\\b`, "mu"));
      if (name !== "lock" && !name.startsWith("failed")) expect(rows).toContain(name);
    }
  }
  expect(rows.trimEnd().split("\n").length).toBeLessThanOrEqual(45);
  expect(rows.split("\n").every((line) => line.length <= 100)).toBe(true);
});
