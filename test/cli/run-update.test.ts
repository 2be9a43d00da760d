/** `customers update --from`: what a run does, tells and keeps. */
import { readFile } from "node:fs/promises";

import { expect, test } from "vitest";

import { commetId, lines, ndjson, renames, runPlace } from "./runs.ts";

test("rows of one file go to their providers, and each is told with its changes", async () => {
  await using location = await runPlace();
  const rows = ndjson(
    { id: commetId(1), provider: "commet", name: "One" },
    { id: "cus_00000001", provider: "maple", metadata: { tier: "x" } },
    { externalId: "acct-000002", provider: "maple", title: "VP" },
    { externalId: "acct-000003", provider: "vayu", address: { city: "Bergen" } },
    { externalId: "acct-000004", provider: "flexprice", native: { address_city: "Bergen" } },
    { id: commetId(2), provider: "commet", email: "two@lake.example" },
  );
  const { code, stdout, stderr } = await location.from("rows.ndjson", rows, ["-o", "ndjson"]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const results = lines(stdout).toSorted((left, right) => left.row - right.row);
  expect(
    results.map(({ row, provider, externalId, outcome, changes }) => ({
      row,
      provider,
      ...(externalId === undefined ? {} : { externalId }),
      outcome,
      changes: changes.map(({ field, after }: any) => [field, after]),
    })),
  ).toEqual([
    { row: 1, provider: "commet", outcome: "updated", changes: [["name", "One"]] },
    { row: 2, provider: "maple", outcome: "updated", changes: [["metadata.tier", "x"]] },
    {
      row: 3,
      provider: "maple",
      externalId: "acct-000002",
      outcome: "updated",
      changes: [["title", "VP"]],
    },
    {
      row: 4,
      provider: "vayu",
      externalId: "acct-000003",
      outcome: "updated",
      changes: [["address.city", "Bergen"]],
    },
    {
      row: 5,
      provider: "flexprice",
      externalId: "acct-000004",
      outcome: "updated",
      changes: [["address.city", "Bergen"]],
    },
    { row: 6, provider: "commet", outcome: "updated", changes: [["email", "two@lake.example"]] },
  ]);
  expect(new Set(results.map(({ run }) => run)).size).toBe(1);
  expect(await resultsFile(location)).toBe(stdout);
  expect((await location.record("commet", commetId(1)))["fullName"]).toBe("One");
  expect((await location.record("vayu", "65f100000000000000000003"))["address"]).toMatchObject({
    city: "Bergen",
  });
});

test("the file of results has every row whole, whatever is shown of it", async () => {
  for (const shown of [["-o", "json"], ["-o", "ndjson", "--fields", "id"], ["-o", "csv"], []]) {
    await using location = await runPlace();
    const { stdout } = await location.from("rows.ndjson", renames(2), ["-p", "commet", ...shown]);
    const written = await resultsFile(location);
    expect({ shown, isOther: written !== stdout }).toEqual({ shown, isOther: true });
    const rows = lines(written).map(({ changes: [{ field }] }) => field);
    expect({ shown, rows }).toEqual({ shown, rows: ["name", "name"] });
  }
});

test("a spreadsheet's columns are mapped, its empty cells leave, its token clears", async () => {
  await using location = await runPlace();
  const csv = [
    "\uFEFFsep=;",
    "Account;Company Name;address.city;metadata.tier;Notes",
    '"acct-000001";"Fjord; ""North""\nAS";Bergen;;first',
    "acct-000002;;#N/A;silver;second",
    "",
  ].join("\r\n");
  const map = ["--map", "Account=externalId", "--map", "Company Name=name", "--map", "Notes="];
  const words = ["-p", "maple", ...map, "-y", "-o", "ndjson", "--ordered"];
  const { code, stdout, stderr } = await location.from("crm.csv", csv, words);
  expect({ code, stderr }).toEqual({
    code: 0,
    stderr: "warning: #N/A clears 1 cell: address.city 1\n",
  });
  expect(lines(stdout).map(({ changes }) => changes)).toMatchObject([
    [
      { field: "name", after: 'Fjord; "North"\nAS' },
      { field: "address.city", after: "Bergen" },
    ],
    [
      { field: "address.city", kind: "removed" },
      { field: "metadata.tier", after: "silver" },
    ],
  ]);
  const first = await location.record("maple", "cus_00000001");
  expect(first["metadata"]).toEqual((await location.record("maple", "cus_00000003"))["metadata"]);
});

test("flags hold for every row and win over it", async () => {
  await using location = await runPlace();
  const rows = ndjson(
    { id: commetId(1), name: "Row", email: "row@lake.example" },
    { id: commetId(2) },
  );
  const { code } = await location.from("rows.ndjson", rows, ["-p", "commet", "--name", "Flag"]);
  expect(code).toBe(0);
  expect(await location.record("commet", commetId(1))).toMatchObject({
    fullName: "Flag",
    email: "row@lake.example",
  });
  expect((await location.record("commet", commetId(2)))["fullName"]).toBe("Flag");
});

test("stdin is read as well, and a form for programs keeps to its one document", async () => {
  await using location = await runPlace();
  const { code, json, stderr } = await location.run(
    ["customers", "update", "--from", "-", "-p", "commet", "-o", "json"],
    { stdin: `[${renames(3).trim().split("\n").join(",\n")}]` },
  );
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(json().results).toHaveLength(3);
  expect(json().summary).toMatchObject({
    command: "update",
    end: "finished",
    rows: 3,
    counts: { updated: 3, failed: 0 },
  });
  const [run = ""] = await location.runs();
  expect(await readFile(location.fileOf(run, "input"), "utf8")).toContain("Renamed 3");
});

test("nothing is kept of a stdin that was refused, or only looked at", async () => {
  await using location = await runPlace();
  const words = ["customers", "update", "--from", "-", "-p", "commet"];
  expect((await location.run([...words], { stdin: '{"id":"x"}\n' })).code).toBe(2);
  expect((await location.run([...words, "-n"], { stdin: renames(2) })).code).toBe(0);
  expect(await location.runs()).toEqual([]);
});

test("what one row asks already holds, another row fails: the rest goes on, and the run is partial", async () => {
  await using location = await runPlace();
  const rows = `${renames(3)}${ndjson({ id: "cus_999999", name: "Nobody" })}`;
  await location.from("rows.ndjson", renames(1), ["-p", "commet"]);
  const { code, stdout, stderr } = await location.from("rows.ndjson", rows, ["-p", "commet"]);
  expect(code).toBe(9);
  expect(stdout).toMatch(/PROVIDER\s+UPDATED\s+UNCHANGED\s+FAILED\n\s+commet\s+2\s+1\s+1\n/u);
  expect(stdout).toContain("x row 4  commet cus_999999  not found:");
  expect(stderr).toContain("error: 1 of 4 rows failed\n");
  const run = (await location.runs()).at(-1) ?? "";
  expect(await readFile(location.fileOf(run, "failed.ndjson"), "utf8")).toBe(
    ndjson({ id: "cus_999999", name: "Nobody" }),
  );
  expect(lines(await readFile(location.fileOf(run, "results.ndjson"), "utf8"))).toHaveLength(4);
});

test("failed rows are kept as they were given, ready to run again", async () => {
  await using location = await runPlace();
  const csv = 'id;name\n"cus_999999";"No ""body"""\ncus_000001;One\ncus_999998;Two\n';
  const words = ["-p", "commet", "--failed", "again.csv", "--results", "out.ndjson"];
  expect((await location.from("rows.csv", csv, words)).code).toBe(9);
  const again = await location.read("again.csv");
  expect(again.split("\n")[0]).toBe("id;name");
  expect(again).toContain('"cus_999999";"No ""body"""\n');
  expect(lines(await location.read("out.ndjson"))).toHaveLength(3);
  const like = await location.record("commet", commetId(5));
  await location.emulator.fill("commet", {
    customers: ["cus_999999", "cus_999998"].map((id) => ({ ...like, id })),
  });
  expect(
    (await location.run(["customers", "update", "--from", "again.csv", "-p", "commet"])).code,
  ).toBe(0);
});

test("an output is never the input, and a file of failures is made anew", async () => {
  await using location = await runPlace();
  for (const flag of ["--failed", "--results"]) {
    const { code, stderr } = await location.from("rows.ndjson", renames(1), [
      "-p",
      "commet",
      flag,
      "rows.ndjson",
    ]);
    expect(code).toBe(2);
    expect(stderr).toContain(`${flag}: "rows.ndjson" is what the rows are read from`);
  }
  expect(location.emulator.counts["commet"]?.requests ?? 0).toBe(0);
  expect(await location.runs()).toEqual([]);
  await location.write("failed.ndjson", "old\n");
  await location.from("rows.ndjson", renames(1), ["-p", "commet", "--failed", "failed.ndjson"]);
  expect((await location.read("failed.ndjson")).trim()).toBe("");
});

test("results come in the order of the rows when asked for, also those of rows left out", async () => {
  await using location = await runPlace({ customers: 60 });
  const rows = Array.from({ length: 60 }, (_row, index) =>
    index % 7 === 3
      ? `{"id":"${commetId(index + 1)}","nmae":"x"}\n`
      : ndjson(
          index % 2 === 0
            ? { id: commetId(index + 1), provider: "commet", name: `N${index}` }
            : {
                externalId: `acct-${String(index).padStart(6, "0")}`,
                provider: "maple",
                title: "T",
              },
        ),
  ).join("");
  const { code, stdout } = await location.from("rows.ndjson", rows, [
    "-p",
    "commet",
    "--skip-invalid",
    "--ordered",
    "-o",
    "ndjson",
  ]);
  expect(code).toBe(9);
  expect(lines(stdout).map(({ row }) => row)).toEqual(
    Array.from({ length: 60 }, (_row, index) => index + 1),
  );
  expect(lines(stdout).find(({ outcome }) => outcome === "skipped")).toMatchObject({
    row: 4,
    provider: "commet",
    id: commetId(4),
    error: {
      code: "usage",
      message: expect.stringContaining('rows.ndjson:4:20: unknown key "nmae"'),
    },
  });
});

test("of two rows for one customer none is sent when rows that are not valid are left out", async () => {
  await using location = await runPlace();
  const rows = `${renames(2)}${ndjson({ id: commetId(1), name: "Again" })}`;
  const words = ["-p", "commet", "--skip-invalid", "-o", "ndjson", "--ordered"];
  const { code, stdout } = await location.from("rows.ndjson", rows, words);
  expect(code).toBe(9);
  expect(lines(stdout).map(({ row, id, outcome }) => [row, id, outcome])).toEqual([
    [1, commetId(1), "skipped"],
    [2, commetId(2), "updated"],
    [3, commetId(1), "skipped"],
  ]);
  expect((await location.record("commet", commetId(1)))["fullName"]).toBe("Customer 000001");
});

test("it stops after so many errors, and says how to go on", async () => {
  await using location = await runPlace();
  const rows = ndjson(
    ...Array.from({ length: 8 }, (_row, index) => ({ id: `cus_99999${index}`, name: "x" })),
  );
  const words = ["-p", "commet", "--max-errors", "3", "--concurrency", "1"];
  const { code, stdout, stderr } = await location.from("rows.ndjson", rows, words);
  expect(code).toBe(9);
  expect(location.emulator.counts["commet"]?.requests).toBe(3);
  expect(stderr).toContain("error: 3 of 8 rows failed; stopped with 5 rows left");
  expect(stdout).toMatch(/resume with: billing customers update --resume 01[0-9A-Z]{24}\n/u);
});

test("a refused credential stops it at once, with the exit code of that", async () => {
  await using location = await runPlace();
  const words = ["-p", "commet", "--concurrency", "1"];
  const { code, stderr } = await location.from("rows.ndjson", renames(5), words, {
    env: { BILLING_COMMET_API_KEY: "ck_wrong" },
  });
  expect(code).toBe(3);
  expect(stderr).toContain("error: Commet refused");
  expect(stderr).not.toContain("ck_wrong");
  expect(location.emulator.counts["commet"]?.requests).toBe(1);
  const [run = ""] = await location.runs();
  const resumed = await location.run(["customers", "update", "--resume", run]);
  expect({ code: resumed.code, stderr: resumed.stderr }).toMatchObject({ code: 11 });
  expect(resumed.stderr).toContain("was made with another key of Commet");
});

test("no rows are no mistake; an empty file is one", async () => {
  await using location = await runPlace();
  const none = await location.from("rows.json", "[]", ["-p", "commet"]);
  expect(none.code).toBe(0);
  expect(none.stdout).toContain("0 rows");
  const empty = await location.from("rows.ndjson", "", ["-p", "commet"]);
  expect(empty).toMatchObject({
    code: 2,
    stderr: "error: rows.ndjson: there is nothing in it\n",
  });
});

test("shards are parts without overlap that make up the whole", async () => {
  await using location = await runPlace({ customers: 40 });
  const seen: number[] = [];
  for (const shard of ["1/3", "2/3", "3/3"]) {
    const words = ["-p", "commet", "--shard", shard, "-o", "ndjson", "-n"];
    const { code, stdout } = await location.from("rows.ndjson", renames(40), words);
    expect(code).toBe(0);
    seen.push(...lines(stdout).map(({ row }) => row));
  }
  expect(seen.toSorted((left, right) => left - right)).toEqual(
    Array.from({ length: 40 }, (_row, index) => index + 1),
  );
});

test.each([
  [["--from", "rows.ndjson", "cus_1"], "<id>: with --from the rows name the customers"],
  [["--from", "rows.ndjson", "-f", "p.json"], "--file: with --from the rows say what to change"],
  [["--from", "rows.ndjson", "--no-journal"], "--no-journal: a run is always recorded"],
  [["--from", "rows.ndjson", "-o", "yaml"], "--output: many results come as ndjson or json"],
  [
    ["--from", "rows.ndjson", "--out", "p"],
    "--out: it saves the plans of a dry run: add --dry-run",
  ],
  [["--from", "none.csv"], '--from: "none.csv" cannot be read: there is no such file'],
  [["--from", "rows.ndjson", "--map", "a=name"], "--map: it says what a column holds"],
  [["--from", "rows.ndjson", "--delimiter", ";"], "--delimiter: rows in ndjson have no delimiter"],
  [["--from", "rows.ndjson", "--shard", "9/8"], "--shard:"],
  [["--from", "rows.ndjson", "--concurrency", "0"], "--concurrency:"],
  [["cus_1", "--ordered", "--name", "x"], "--ordered: it is for many customers"],
  [["--name", "x"], "<id> is missing: the customer's id"],
  [["--resume", "--name", "x"], "no run is waiting to be resumed"],
])("%j is refused before anything is sent", async (words, message) => {
  await using location = await runPlace();
  await location.write("rows.ndjson", renames(2));
  const { code, stdout, stderr } = await location.run([
    "customers",
    "update",
    "-p",
    "commet",
    ...words,
  ]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toContain(message);
  expect(location.emulator.counts["commet"]?.requests ?? 0).toBe(0);
});

async function resultsFile(location: Awaited<ReturnType<typeof runPlace>>): Promise<string> {
  const run = (await location.runs()).at(-1) ?? "";
  return readFile(location.fileOf(run, "results.ndjson"), "utf8");
}
