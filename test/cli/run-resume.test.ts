/** Runs that were stopped go on where they stopped; runs are taken back, and plans carried out, as runs. */
import { appendFile, readFile, rm, writeFile } from "node:fs/promises";

import { expect, test } from "vitest";

import { commetId, lines, ndjson, renames, type RunPlace, runPlace } from "./runs.ts";

const single = ["-p", "commet", "--concurrency", "1"];

/** A run of twelve rows that is interrupted while the fifth is read. */
async function interruptedRun(location: RunPlace, words: readonly string[] = []) {
  const stop = new AbortController();
  const { requests } = location.emulator;
  const watch = setInterval(() => {
    if (requests.length >= 9 && !stop.signal.aborted) stop.abort("SIGINT");
  }, 0);
  try {
    return await location.from("rows.ndjson", renames(10), [...single, ...words], {
      interrupted: stop.signal,
    });
  } finally {
    clearInterval(watch);
  }
}

const applied = ({ emulator }: RunPlace) => emulator.counts["commet"]?.applied ?? 0;

test("an interrupted run finishes what is under way, and goes on where it stopped", async () => {
  await using location = await runPlace();
  const first = await interruptedRun(location);
  expect(first.code).toBe(130);
  // A row that is only read is not under way.
  expect(first.stderr).toMatch(
    /interrupted: (?:finishing 1 customer that is|nothing is) under way/u,
  );
  const before = applied(location);
  expect(before).toBeGreaterThanOrEqual(4);
  expect(before).toBeLessThan(10);
  expect(first.stderr).toContain(`interrupted: ${10 - before} of 10 rows are left`);
  const [run = ""] = await location.runs();
  expect(first.stdout).toContain(`resume with: billing customers update --resume ${run}\n`);

  const second = await location.run(["customers", "update", "--resume", "-o", "ndjson"]);
  expect({ code: second.code, stderr: second.stderr }).toEqual({ code: 0, stderr: "" });
  expect(lines(second.stdout)).toHaveLength(10 - before);
  expect(applied(location)).toBe(10);
  const results = lines(await readFile(location.fileOf(run, "results.ndjson"), "utf8"));
  expect(results.map(({ row }) => row).toSorted((left, right) => left - right)).toEqual([
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10,
  ]);
  expect(results.every(({ outcome }) => outcome === "updated")).toBe(true);
  const third = await location.run(["customers", "update", "--resume"]);
  expect(third).toMatchObject({
    code: 2,
    stderr: "error: no run is waiting to be resumed\nhint: see the list: billing history\n",
  });
});

test("a resumed run keeps its options, and none that decides is taken anew", async () => {
  await using location = await runPlace();
  await interruptedRun(location, ["--metadata", "batch=7"]);
  const refused = await location.run(["customers", "update", "--resume", "--metadata", "batch=8"]);
  expect(refused).toMatchObject({ code: 2 });
  expect(refused.stderr).toContain("--metadata: a resumed run has the options it was begun with");
  expect((await location.run(["customers", "update", "--resume"])).code).toBe(0);
  expect((await location.record("commet", commetId(10)))["metadata"]).toMatchObject({ batch: "7" });
});

test("an interruption ends the reading of the input that is to be the same", async () => {
  await using location = await runPlace();
  await interruptedRun(location);
  const before = applied(location);
  const interrupted = AbortSignal.abort("SIGINT");
  const { code, stderr } = await location.run(["customers", "update", "--resume"], { interrupted });
  expect(code).toBe(130);
  expect(stderr).toContain("interrupted while rows.ndjson was read; nothing was sent");
  expect(applied(location)).toBe(before);
});

test("an input that changed is refused: its rows cannot be told from the old ones", async () => {
  await using location = await runPlace();
  await interruptedRun(location);
  const before = applied(location);
  await appendFile(`${location.path}/rows.ndjson`, ndjson({ id: commetId(9), name: "New" }));
  const { code, stderr } = await location.run(["customers", "update", "--resume"]);
  expect(code).toBe(2);
  expect(stderr).toContain("rows.ndjson is not what it was when run 01");
  expect(applied(location)).toBe(before);
});

test("a row whose outcome nobody knows is read first: applied once, and told as settled", async () => {
  await using location = await runPlace();
  await location.from("rows.ndjson", renames(3), single);
  const [run = ""] = await location.runs();
  // What a killed process leaves: the second row was sent, and the third was about to be.
  const journal = location.fileOf(run, "journal.ndjson");
  const entries = lines(await readFile(journal, "utf8"));
  const kept = entries.filter(
    ({ type, row }) => type === "intent" || (type === "result" && row === 1),
  );
  await writeFile(journal, kept.map((entry) => `${JSON.stringify(entry)}\n`).join(""));
  await location.emulator.edit("commet", commetId(3), { fullName: "Customer 000003" });
  const before = applied(location);

  const { code, stdout, stderr } = await location.run([
    "customers",
    "update",
    "--resume",
    run,
    "-o",
    "ndjson",
  ]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const told = lines(stdout).toSorted((left, right) => left.row - right.row);
  expect(told.map(({ row, outcome }) => [row, outcome])).toEqual([
    [2, "updated"],
    [3, "updated"],
  ]);
  expect(told[0].warnings).toMatchObject([{ code: "settled_by_reading" }]);
  expect(told[1].warnings).toEqual([]);
  expect(applied(location)).toBe(before + 1);
});

test("what may still be carried out is waited for, after the rows that need no waiting", async () => {
  await using location = await runPlace();
  await location.from("rows.ndjson", renames(2), single);
  const [run = ""] = await location.runs();
  // What a killed process leaves: the first row was about to be sent, and the second was not begun.
  const journal = location.fileOf(run, "journal.ndjson");
  const [intent] = lines(await readFile(journal, "utf8"));
  const start = Date.now();
  const left = { ...intent, at: new Date(start).toISOString() };
  await writeFile(journal, `${JSON.stringify(left)}\n`);
  await location.emulator.edit("commet", commetId(1), { fullName: "Customer 000001" });
  await location.emulator.edit("commet", commetId(2), { fullName: "Customer 000002" });
  const words = ["customers", "update", "--resume", run, "-o", "ndjson"];
  // Only waiting takes time.
  const { code, stdout, sleeps } = await location.run(words, { now: () => start });
  expect(code).toBe(0);
  expect(lines(stdout).map(({ row, outcome }) => [row, outcome])).toEqual([
    [2, "updated"],
    [1, "updated"],
  ]);
  const waited = sleeps.reduce((sum, pause) => sum + pause, 0);
  expect(sleeps.slice(0, 2)).toEqual([1000, 3000]);
  // Its own half minute, and another one.
  expect(waited).toBeGreaterThan(59_000);
  expect(waited).toBeLessThan(61_000);
});

test("other keys of a map do not hide that a change was stored, or was not", async () => {
  await using location = await runPlace();
  const rows = ndjson(
    { id: commetId(1), metadata: { a: "1" } },
    { id: commetId(2), metadata: { a: "1" } },
  );
  await location.from("rows.ndjson", rows, single);
  const [run = ""] = await location.runs();
  const journal = location.fileOf(run, "journal.ndjson");
  const intents = lines(await readFile(journal, "utf8")).filter(({ type }) => type === "intent");
  await writeFile(journal, intents.map((entry) => `${JSON.stringify(entry)}\n`).join(""));
  await location.emulator.edit("commet", commetId(1), { metadata: { a: "1", theirs: true } });
  await location.emulator.edit("commet", commetId(2), { metadata: { theirs: true } });
  const words = ["customers", "update", "--resume", run, "-o", "ndjson"];
  const { code, stdout } = await location.run(words);
  expect(code).toBe(0);
  expect(lines(stdout).map(({ row, outcome }) => [row, outcome])).toEqual([
    [1, "updated"],
    [2, "updated"],
  ]);
  expect((await location.record("commet", commetId(2)))["metadata"]).toEqual({
    theirs: true,
    a: "1",
  });
});

test("where what was sent is not to be told from what another changed, the row stays unknown", async () => {
  await using location = await runPlace();
  await location.from("rows.ndjson", renames(1), single);
  const [run = ""] = await location.runs();
  const journal = location.fileOf(run, "journal.ndjson");
  const [intent] = lines(await readFile(journal, "utf8"));
  await writeFile(journal, `${JSON.stringify(intent)}\n`);
  await location.emulator.edit("commet", commetId(1), { fullName: "Somebody Else's" });
  const before = applied(location);
  const { code, stdout } = await location.run(["customers", "update", "--resume", run]);
  expect(code).toBe(9);
  expect(stdout).toContain("? row 1  commet cus_000001  unknown:");
  expect(applied(location)).toBe(before);
  expect((await location.record("commet", commetId(1)))["fullName"]).toBe("Somebody Else's");
  expect(await readFile(location.fileOf(run, "failed.ndjson"), "utf8")).toBe(renames(1));
});

test("rows that failed because the provider was away are tried again, others are not", async () => {
  await using location = await runPlace({
    faults: [
      { vendor: "commet", call: "read", kind: "status", status: 503, after: 1, times: 4 } as never,
    ],
  });
  const rows = `${renames(2)}${ndjson({ id: "cus_999999", name: "Nobody" })}`;
  const first = await location.from("rows.ndjson", rows, single);
  expect(first.code).toBe(9);
  expect(first.stdout).toContain("resume with:");
  const [run = ""] = await location.runs();
  const second = await location.run(["customers", "update", "--resume", run, "-o", "ndjson"]);
  expect(lines(second.stdout).map(({ row, outcome }) => [row, outcome])).toEqual([[2, "updated"]]);
  expect(await readFile(location.fileOf(run, "failed.ndjson"), "utf8")).toBe(
    ndjson({ id: "cus_999999", name: "Nobody" }),
  );
});

test("a run is taken back as a run, and what somebody changed since is left alone", async () => {
  await using location = await runPlace();
  const before = await location.record("commet", commetId(1));
  await location.from("rows.ndjson", renames(3), ["-p", "commet"]);
  const [run = ""] = await location.runs();
  await location.emulator.edit("commet", commetId(2), { fullName: "Somebody Else's" });
  const { code, stdout } = await location.run(["undo", run]);
  expect(code).toBe(9);
  expect(stdout).toMatch(/commet\s+2\s+1\n/u);
  expect(stdout).toContain("conflict: name changed since change\n    01");
  expect(stdout).not.toContain("failed rows, ready");
  const { updatedAt: _then, ...old } = before;
  const { updatedAt: _now, ...now } = await location.record("commet", commetId(1));
  expect(now).toEqual(old);
  expect((await location.record("commet", commetId(2)))["fullName"]).toBe("Somebody Else's");
  const again = await location.run(["undo", run, "-o", "json"]);
  expect(again.json().summary.counts).toMatchObject({ updated: 0, unchanged: 2, failed: 1 });
});

test("one change of a run is taken back by itself", async () => {
  await using location = await runPlace();
  const { stdout } = await location.from("rows.ndjson", renames(2), [
    "-p",
    "commet",
    "-o",
    "ndjson",
    "--ordered",
  ]);
  const [{ changeId }] = lines(stdout);
  expect((await location.run(["undo", changeId])).code).toBe(0);
  expect((await location.record("commet", commetId(1)))["fullName"]).toBe("Customer 000001");
  expect((await location.record("commet", commetId(2)))["fullName"]).toBe("Renamed 2");
});

test("the plans of a dry run are carried out as a run; what went stale is refused row by row", async () => {
  await using location = await runPlace();
  const rows = `${renames(3)}${ndjson({ id: "cus_00000001", provider: "maple", title: "VP" })}`;
  const planned = await location.from("rows.ndjson", rows, [
    "-p",
    "commet",
    "-n",
    "--out",
    "plans.ndjson",
    "--detailed-exitcode",
  ]);
  expect(planned.code).toBe(10);
  expect(planned.stdout).toContain("planned · nothing was sent");
  expect(applied(location)).toBe(0);
  expect(lines(await location.read("plans.ndjson"))).toHaveLength(4);

  await location.emulator.edit("commet", commetId(2), { fullName: "Moved" });
  const { code, stdout } = await location.run(["apply", "plans.ndjson"]);
  expect(code).toBe(9);
  expect(stdout).toContain("conflict: name changed since your plan of");
  expect((await location.record("commet", commetId(1)))["fullName"]).toBe("Renamed 1");
  expect((await location.record("commet", commetId(2)))["fullName"]).toBe("Moved");
  expect((await location.record("maple", "cus_00000001"))["title"]).toBe("VP");
});

test("a plan among many that was edited, or is for another account, is named by its line", async () => {
  await using location = await runPlace();
  await location.from("rows.ndjson", renames(3), ["-p", "commet", "-n", "--out", "plans.ndjson"]);
  const plans = (await location.read("plans.ndjson")).split("\n");
  const edited = [plans[0], plans[1]?.replace("Renamed", "Forged"), plans[2], plans[0], ""];
  await location.write("plans.ndjson", edited.join("\n"));
  const { code, stderr } = await location.run(["apply", "plans.ndjson"]);
  expect(code).toBe(2);
  expect(stderr).toContain("plans.ndjson:2: the plan was changed after it was saved");
  expect(stderr).toMatch(/plans.ndjson:4: customer cus_00000\d has more than one plan/u);
  expect(applied(location)).toBe(0);
});

const clearing = ndjson(
  { id: "cus_00000001", name: "One" },
  { id: "cus_00000002", phone: null },
  { id: "cus_00000003", phone: null },
);

test("what would destroy something is counted and asked once, before anything is sent", async () => {
  await using location = await runPlace();
  const words = ["-p", "maple"];
  const refused = await location.from("rows.ndjson", clearing, words);
  expect(refused.code).toBe(11);
  expect(refused.stdout).toContain("declined · nothing was sent");
  expect(refused.stderr).toContain("error: 2 of 3 updates need a confirmation and got none");
  expect(await location.runs()).toEqual([]);
  const plain = [...words, "--color", "never"];
  const no = await location.from("rows.ndjson", clearing, plain, { typed: "n" });
  expect(no.code).toBe(11);
  expect(no.stderr).toContain("3 updates, 2 of them remove data\nCarry them out? [y/N] ");
  expect(location.emulator.counts["maple"]?.applied).toBe(0);
  const yes = await location.from("rows.ndjson", clearing, words, { typed: "y" });
  expect(yes.code).toBe(0);
  expect(location.emulator.counts["maple"]?.applied).toBe(3);
});

test("rows that destroy nothing are not read twice", async () => {
  await using location = await runPlace();
  expect((await location.from("rows.ndjson", renames(4), ["-p", "commet"])).code).toBe(0);
  expect(location.emulator.counts["commet"]).toMatchObject({ requests: 8, applied: 4 });
});

test("a customer that changed between the question and the write is left alone", async () => {
  await using location = await runPlace({
    faults: [
      {
        vendor: "maple",
        call: "read",
        kind: "edit-between",
        set: { phone: "+47 555 09 999" },
        after: 1,
        times: 1,
      } as never,
    ],
  });
  const words = ["-p", "maple", "--concurrency", "1"];
  const { code, stdout } = await location.from("rows.ndjson", clearing, words, { typed: "y" });
  expect(code).toBe(9);
  expect(stdout).toContain("conflict: the customer changed since you saw");
  expect((await location.record("maple", "cus_00000002"))["phone"]).toBe("+47 555 09 999");
  expect((await location.record("maple", "cus_00000003"))["phone"]).toBeNull();
});

test("a run of another machine is taken only when somebody says that it is gone", async () => {
  await using location = await runPlace();
  await interruptedRun(location);
  const [run = ""] = await location.runs();
  const lock = location.fileOf(run, "lock");
  await appendFile(lock, '{"take":"theirs","pid":7,"host":"there"}\n');
  const before = applied(location);
  const resume = ["customers", "update", "--resume", run];

  const refused = await location.run(resume);
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain("another process works on this run already: 7 on there");
  expect(refused.stderr).toContain(`billing customers update --resume ${run} --break-lock`);
  const unasked = await location.run([...resume, "--break-lock", "--no-input"]);
  expect(unasked.code).toBe(11);
  expect(unasked.stderr).toContain("nobody was asked, and nothing was sent");
  const declined = await location.run([...resume, "--break-lock"], { typed: "n" });
  expect(declined.code).toBe(11);
  expect(declined.stderr).toContain("Take the run from process 7 on there?");
  expect(applied(location)).toBe(before);

  const taken = await location.run([...resume, "--break-lock", "--yes"]);
  expect(taken.code).toBe(0);
  expect(applied(location)).toBe(10);
});

test("--break-lock is for a run that goes on", async () => {
  await using location = await runPlace();
  const result = await location.from("rows.ndjson", renames(1), [...single, "--break-lock"]);
  expect(result.code).toBe(2);
  expect(result.stderr).toContain("--break-lock: it is for a run that goes on, with --resume");
});

test("a run with results and no journal is neither done again nor taken back", async () => {
  await using location = await runPlace();
  await location.write("new.ndjson", ndjson({ name: "A" }, { name: "B" }));
  const made = await location.run("customers create --from new.ndjson -p kirim".split(" "));
  expect(made.code).toBe(0);
  const [run = ""] = await location.runs();
  const journal = location.fileOf(run, "journal.ndjson");
  await rm(journal);
  const sent = location.emulator.requests.length;
  for (const words of [
    ["customers", "update", "--resume", run],
    ["undo", run],
    ["undo", run, "-n"],
  ]) {
    const { code, stdout, stderr } = await location.run(words);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(`the journal of run ${run} is gone: ${journal}`);
    expect(stderr).toContain("hint: put the journal back");
  }
  expect(location.emulator.requests).toHaveLength(sent);

  // A process may end between the two: nothing was sent then.
  await rm(location.fileOf(run, "results.ndjson"));
  expect((await location.run(["customers", "update", "--resume", run])).code).toBe(0);
});
