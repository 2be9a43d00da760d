/** What must not happen to a run: a lost change, another provider, another input, an output over an input. */
import { readFile, symlink, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { expect, test } from "vitest";

import { idleClock } from "../support/idle-clock.ts";
import { commetId, lines, ndjson, renames, type RunPlace, runPlace } from "./runs.ts";

const applied = ({ emulator }: RunPlace, vendor = "commet") =>
  emulator.counts[vendor]?.applied ?? 0;

/** Calls once so many requests have come. */
async function whenAsked(location: RunPlace, requests: number, act: () => void | Promise<void>) {
  while (location.emulator.requests.length < requests) await new Promise(setImmediate);
  await act();
}

/** An abort once so many requests have come. */
function interruptedAt(location: RunPlace, requests: number): AbortSignal {
  const stop = new AbortController();
  void whenAsked(location, requests, () => stop.abort("SIGINT"));
  return stop.signal;
}

test("of two rows that turn out to name one customer, one is carried out and the other is refused", async () => {
  await using location = await runPlace();
  const rows = ndjson(
    { id: commetId(3), metadata: { first: "a" } },
    { externalId: "acct-000003", metadata: { second: "b" } },
    { externalId: "acct-000004", metadata: { second: "b" } },
  );
  const words = ["-p", "commet", "-o", "ndjson", "--ordered"];
  const { code, stdout } = await location.from("rows.ndjson", rows, words);
  expect(code).toBe(9);
  const told = lines(stdout);
  expect(told.filter(({ outcome }) => outcome === "updated")).toHaveLength(2);
  const refused = told.find(({ outcome }) => outcome === "failed");
  expect(refused.error).toMatchObject({
    code: "conflict",
    message: expect.stringContaining(`names customer ${commetId(3)} as well`),
  });
  const { metadata } = await location.record("commet", commetId(3));
  expect(metadata).toEqual({
    seats: 12,
    tier: "pro",
    ...(refused.row === 1 ? { second: "b" } : { first: "a" }),
  });
  expect(applied(location)).toBe(2);
});

test("also a resumed run knows whom it changed before", async () => {
  await using location = await runPlace();
  const rows = ndjson(
    { id: commetId(3), metadata: { first: "a" } },
    { externalId: "acct-000005", metadata: { first: "a" } },
    { externalId: "acct-000003", metadata: { second: "b" } },
  );
  await location.from("rows.ndjson", rows, ["-p", "commet", "--concurrency", "1"], {
    interrupted: interruptedAt(location, 3),
  });
  expect(applied(location)).toBeLessThan(3);
  const { code, stdout } = await location.run(["customers", "update", "--resume", "-o", "ndjson"]);
  expect(code).toBe(9);
  const third = lines(stdout).find(({ row }) => row === 3);
  expect(third).toMatchObject({ error: { code: "conflict" } });
});

test("rows that name no provider stay at the one they were meant for, whatever the configuration says later", async () => {
  await using location = await runPlace();
  const rows = ndjson(
    ...Array.from({ length: 8 }, (_row, index) => ({
      externalId: `acct-00000${index + 1}`,
      name: `Renamed ${index}`,
    })),
  );
  await writeFile(join(location.path, "a.yaml"), "provider: commet\n");
  await writeFile(join(location.path, "b.yaml"), "provider: maple\n");
  const first = await location.from(
    "rows.ndjson",
    rows,
    ["--config", "a.yaml", "--concurrency", "1"],
    {
      interrupted: interruptedAt(location, 4),
    },
  );
  expect(first.code).toBe(130);
  const { code } = await location.run(["customers", "update", "--resume", "--config", "b.yaml"]);
  expect(code).toBe(0);
  expect(applied(location)).toBe(8);
  expect(applied(location, "maple")).toBe(0);
});

test("a metadata file that is another one by now is refused", async () => {
  await using location = await runPlace();
  await location.write("meta.json", '{"batch":"one"}');
  const words = ["-p", "commet", "--concurrency", "1", "--metadata-file", "meta.json"];
  await location.from("rows.ndjson", renames(6), words, {
    interrupted: interruptedAt(location, 4),
  });
  await location.write("meta.json", '{"batch":"two"}');
  const before = applied(location);
  const { code, stderr } = await location.run(["customers", "update", "--resume"]);
  expect(code).toBe(2);
  expect(stderr).toMatch(/meta\.json is not what it was when run 01/u);
  expect(applied(location)).toBe(before);
});

/** Rows of more bytes than are read at a time. */
const longRows = (letter: string) =>
  ndjson(
    ...Array.from({ length: 40 }, (_row, index) => ({
      id: commetId(index + 1),
      metadata: { text: letter.repeat(8000) },
    })),
  );

test.each(["overwritten", "cut short"])(
  "of an input that is %s while its rows are sent, nothing that was not checked is sent",
  async (how) => {
    await using location = await runPlace({ customers: 40 });
    const path = join(location.path, "rows.ndjson");
    const change = whenAsked(location, 6, () =>
      how === "overwritten" ? writeFile(path, longRows("B")) : truncate(path, 100_000),
    );
    const words = ["-p", "commet", "--concurrency", "1"];
    const { code, stderr } = await location.from("rows.ndjson", longRows("A"), words);
    await change;
    expect(code).toBe(9);
    expect(stderr).toContain("error: rows.ndjson was changed while its rows were sent\n");
    expect(stderr).toContain("hint: go on with: billing customers update --resume 01");
    expect(applied(location)).toBeGreaterThan(0);
    expect(applied(location)).toBeLessThan(40);
    for (const number of [1, 20, 40]) {
      const { metadata } = await location.record("commet", commetId(number));
      expect(JSON.stringify(metadata)).not.toContain("BBBB");
    }
    await writeFile(path, longRows("A"));
    expect((await location.run(["customers", "update", "--resume"])).code).toBe(0);
    expect(applied(location)).toBe(40);
  },
);

test.each([
  [["--out", "rows.ndjson", "-n"], '--out: "rows.ndjson" is what the rows are read from'],
  [["--out", "link", "-n"], '--out: "link" is what the rows are read from'],
  [["--failed", "./rows.ndjson"], '--failed: "./rows.ndjson" is what the rows are read from'],
  [["--results", "link"], '--results: "link" is what the rows are read from'],
  [["--results", "x", "--failed", "x"], '--failed: "x" is the file of --results already'],
  [["--results", "m", "--metadata-file", "m"], '--results: "m" is the file of --metadata-file'],
])("no file is written over another: %j", async (words, message) => {
  await using location = await runPlace();
  await symlink("rows.ndjson", join(location.path, "link"));
  await location.write("m", '{"a":"b"}');
  const { code, stderr } = await location.from("rows.ndjson", renames(2), [
    "-p",
    "commet",
    ...words,
  ]);
  const hint = "hint: it would be written over: name another file";
  expect({ code, stderr }).toEqual({ code: 2, stderr: `error: ${message}\n${hint}\n` });
  expect(await location.read("rows.ndjson")).toBe(renames(2));
  expect(await location.runs()).toEqual([]);
});

test("errors before the question are counted in it, and stop nothing", async () => {
  await using location = await runPlace();
  const rows = ndjson(
    { id: "cus_99999991", phone: null },
    { id: "cus_99999992", phone: null },
    { id: "cus_00000001", phone: null },
  );
  const words = ["-p", "maple", "--max-errors", "2", "--concurrency", "1"];
  const { code, stderr, stdout } = await location.from("rows.ndjson", rows, words);
  expect(code).toBe(11);
  expect(stdout).toContain("! row 3  maple cus_00000001  phone: removes data");
  expect(stderr).toContain("1 of 1 updates needs a confirmation");
});

test("what is to be confirmed is shown before the question, and a program gets a document", async () => {
  await using location = await runPlace();
  const rows = ndjson({ id: "cus_00000001", phone: null });
  const words = ["-p", "maple", "--color", "never"];
  const { stderr } = await location.from("rows.ndjson", rows, words, { typed: "n" });
  expect(stderr.indexOf("! row 1  maple cus_00000001  phone: removes data")).toBeGreaterThan(-1);
  expect(stderr.indexOf("! row 1")).toBeLessThan(stderr.indexOf("Carry it out? [y/N]"));
  const { code, json } = await location.from("rows.ndjson", rows, ["-p", "maple", "-o", "json"]);
  expect(code).toBe(11);
  expect(json()).toMatchObject({ results: [], summary: { end: "declined", destructive: 1 } });
});

test("Node has nothing to warn of, however many rows wait", async () => {
  const warnings: Error[] = [];
  const listen = (warning: Error) => warnings.push(warning);
  process.on("warning", listen);
  try {
    const clock = idleClock();
    await using location = await runPlace({ customers: 60, now: clock.now });
    const { code } = await clock.run(
      location.from("rows.ndjson", renames(60), ["-p", "commet"], {
        ...clock,
        env: { BILLING_COMMET_RATE_LIMIT: "4" },
      }),
    );
    expect(code).toBe(0);
    await new Promise(setImmediate);
    expect(warnings).toEqual([]);
  } finally {
    process.off("warning", listen);
  }
});

test("a run whose rows failed for a passing reason is found by a bare --resume", async () => {
  await using location = await runPlace({
    faults: [{ vendor: "commet", call: "read", kind: "status", status: 503, times: 4 } as never],
  });
  const first = await location.from("rows.ndjson", renames(2), [
    "-p",
    "commet",
    "--concurrency",
    "1",
  ]);
  expect(first.code).toBe(9);
  const { code, stdout } = await location.run(["customers", "update", "--resume", "-o", "ndjson"]);
  expect(code).toBe(0);
  expect(lines(stdout)).toMatchObject([{ row: 1, outcome: "updated" }]);
  expect((await location.run(["customers", "update", "--resume"])).code).toBe(2);
});

test("a mistake that shows when rows were sent is not told as one before anything was sent", async () => {
  await using location = await runPlace();
  const words = ["-p", "commet", "--results", "/dev/full"];
  const { code, stderr } = await location.from("rows.ndjson", renames(3), words);
  expect(code).toBe(12);
  expect(stderr).toContain('error: the results cannot be written to "/dev/full"');
  expect(applied(location)).toBeGreaterThan(0);
});

test("of two rows for one customer each says where the other stands", async () => {
  await using location = await runPlace();
  const rows = `${renames(1)}${ndjson({ id: commetId(1), name: "Again" })}`;
  await location.from("rows.ndjson", rows, ["-p", "commet", "--skip-invalid"]);
  const [run = ""] = await location.runs();
  const results = lines(await readFile(location.fileOf(run, "results.ndjson"), "utf8"));
  expect(results.map(({ error }) => error.message)).toEqual([
    `rows.ndjson:1:1: customer ${commetId(1)} of Commet is in line 2 as well`,
    `rows.ndjson:2:1: customer ${commetId(1)} of Commet is in line 1 already`,
  ]);
});
