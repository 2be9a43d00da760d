/** `billing customers create --from`: many customers, as a run. */
import { readFile, writeFile } from "node:fs/promises";

import { describe, expect, test } from "vitest";

import { lines, ndjson, type RunPlace, runPlace } from "./runs.ts";

const create = async (
  place: RunPlace,
  text: string,
  words: readonly string[] = [],
  world: Parameters<RunPlace["run"]>[1] = {},
) => {
  await place.write("new.rows", text);
  return place.run(["customers", "create", "--from", "new.rows", ...words], world);
};
const customers = async (place: RunPlace, provider: string): Promise<readonly { name: string }[]> =>
  (await place.run(["customers", "list", "-p", provider, "--all", "-q", "-o", "json"])).json();
const rows = (count: number, provider: string) =>
  ndjson(
    ...Array.from({ length: count }, (_each, index) => ({
      provider,
      externalId: `new-${index + 1}`,
      name: `New ${index + 1}`,
    })),
  );

test("rows of several providers, as JSON or as a table", async () => {
  await using place = await runPlace();
  const all = [
    { provider: "vayu", name: "A", externalId: "n-1" },
    { provider: "commet", email: "a@a.example", externalId: "n-1", name: "A" },
    { provider: "flexprice", externalId: "n-1", name: "A" },
    { provider: "maple", externalId: "n-1", name: "A" },
    { provider: "kirim", name: "A", email: "a@a.example" },
  ];
  const made = await create(place, ndjson(...all), ["-o", "json"]);
  expect(made.code).toBe(0);
  const { results, summary } = made.json();
  expect(results).toHaveLength(5);
  for (const result of results) expect(result).toMatchObject({ outcome: "created", id: /./u });
  expect(summary).toMatchObject({ command: "create", counts: { created: 5, failed: 0 } });
  const table = "provider,externalId,name,address.city\nmaple,n-2,B,Oslo\nflexprice,n-2,B,\n";
  const more = await create(place, table, ["-o", "json"]);
  expect(more.json().results).toMatchObject([
    { outcome: "created", externalId: "n-2" },
    { outcome: "created", externalId: "n-2" },
  ]);
  const shown = await place.run(["history", "-o", "json"]);
  expect(shown.json().runs).toMatchObject([
    { command: "create", counts: { created: 2 } },
    { command: "create", counts: { created: 5 } },
  ]);
});

test("a dry run sends nothing, and counts what it would make", async () => {
  await using place = await runPlace();
  const { code, stdout } = await create(place, rows(3, "maple"), ["--dry-run"]);
  expect(code).toBe(0);
  expect(stdout).toContain("+ name 3");
  expect(place.emulator.counts["maple"]?.applied ?? 0).toBe(0);
});

describe("what is wrong with rows is said before one is sent", () => {
  test.each([
    [
      "a field that is needed",
      '{"provider":"flexprice","name":"A"}',
      "makes no customer without externalId",
    ],
    [
      "an id of the provider's",
      '{"provider":"kirim","name":"A","id":"cus_1"}',
      '"id" can only be read',
    ],
    ["a value", '{"provider":"kirim","name":"A","email":"x"}', '"x" for "email"'],
    ["a field of others", '{"provider":"kirim","name":"A","title":"x"}', 'no field "title"'],
    ["no provider", '{"name":"A"}', "which provider?"],
  ])("%s", async (_what, row, message) => {
    await using place = await runPlace();
    const { code, stderr } = await create(place, `${rows(1, "maple")}${row}\n`);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
    expect(stderr).toContain("new.rows:2:");
    expect(place.emulator.counts["maple"]?.applied ?? 0).toBe(0);
  });

  test("two rows of one own id, and a column of ids", async () => {
    await using place = await runPlace();
    const twice = await create(place, rows(1, "maple") + rows(1, "maple"));
    expect(twice.stderr).toContain("customer new-1 of Maple Billing is in line 1 already");
    const ids = await create(place, "id,name\ncus_1,A\n", ["-p", "kirim"]);
    expect(ids.code).toBe(2);
    expect(ids.stderr).toContain('--map "id="');
    const mapped = await create(place, "id,name\ncus_1,A\n", ["-p", "kirim", "--map", "id="]);
    expect(mapped.code).toBe(0);
  });

  test("two rows of one e-mail address, where it tells whether the customer is there", async () => {
    await using place = await runPlace();
    const named = (email: string) => ({ provider: "kirim", name: "A", email });
    const text = ndjson(named("a@a.example"), named("A@A.example"));
    for (const mode of ["skip", "update", "fail"]) {
      const { code, stderr } = await create(place, text, ["--if-exists", mode]);
      expect(code).toBe(2);
      expect(stderr).toContain("new.rows:2:1: customer a@a.example of Kirim is in line 1 already");
    }
    expect(place.emulator.counts["kirim"]?.applied ?? 0).toBe(0);
    expect((await create(place, text)).code).toBe(0);
  });

  test.each([
    ["kirim", '{"name":"A","metadata":{"a":1,"b":2}}', '{ "metadata": {"b":2,"a":1}, "name":"A" }'],
    ["vayu", '{"name":"A"}', '{"name":"A"}'],
    ["commet", '{"email":"a@a.example"}', '{"email":"a@a.example","name":null}'],
    ["kirim", "name,email\nA,a@a.example", "A,a@a.example"],
  ])("two rows alike without an own id: %s %j %j", async (provider, one, other) => {
    await using place = await runPlace();
    const line = one.includes("\n") ? 2 : 1;
    const text = `${one}\n${other}\n`;
    const { code, stderr } = await create(place, text, ["-p", provider]);
    expect(code).toBe(2);
    expect(stderr).toMatch(
      new RegExp(
        `new\\.rows:${line + 1}:1: the same customer of \\S+ stands in line ${line} already`,
        "u",
      ),
    );
    expect(stderr.includes("externalId of its own")).toBe(provider !== "kirim");
    expect(place.emulator.requests).toEqual([]);
    const left = await create(place, text, ["-p", provider, "--skip-invalid", "-o", "json"]);
    const outcomes = left.json().results.map(({ outcome }: { outcome: string }) => outcome);
    expect(outcomes).toEqual(["skipped", "skipped"]);
    expect(place.emulator.counts[provider]?.applied ?? 0).toBe(0);
  });

  test("rows that differ in anything are customers of their own", async () => {
    await using place = await runPlace();
    const text = ndjson(
      { name: "A" },
      { name: "A", email: "a@a.example" },
      { name: "a", email: "a@a.example" },
      { name: "A", metadata: { a: "1" } },
      { name: "A", metadata: { a: 1 } },
      { name: "A", metadata: { name: "A" } },
    );
    const { code } = await create(place, text, ["-p", "kirim"]);
    expect(code).toBe(0);
    expect(place.emulator.counts["kirim"]?.applied).toBe(6);
    expect((await create(place, ndjson({ name: "A" }), ["-p", "kirim"])).code).toBe(0);
    const own = ["1", "2"].map((externalId) => ({ name: "A", externalId }));
    expect((await create(place, ndjson(...own), ["-p", "vayu"])).code).toBe(0);
  });

  test("options that are for one customer, or for many", async () => {
    await using place = await runPlace();
    const one = await create(place, rows(1, "maple"), ["--as-curl"]);
    expect(one.stderr).toContain("--as-curl: it is for one customer");
    const many = await place.run([
      "customers",
      "create",
      "-p",
      "kirim",
      "--name",
      "A",
      "--skip-invalid",
    ]);
    expect(many.stderr).toContain("--skip-invalid: it is for many customers");
  });
});

test("flags hold for every row, and rows are made though two have the same name", async () => {
  await using place = await runPlace();
  const rows = ndjson({ name: "Same" }, { name: "Same", email: "same@x.example" });
  const { code } = await create(place, rows, ["-p", "kirim", "--metadata", "wave=2"]);
  expect(code).toBe(0);
  const same = (await customers(place, "kirim")).filter(({ name }) => name === "Same");
  expect(same).toMatchObject([{ metadata: { wave: "2" } }, { metadata: { wave: "2" } }]);
});

test.each([
  ["fail", 9, { created: 1, failed: 1 }],
  ["skip", 0, { created: 1, unchanged: 1 }],
  ["update", 0, { created: 1, updated: 1 }],
])("with --if-exists %s", async (mode, code, counts) => {
  await using place = await runPlace();
  await create(place, rows(1, "maple"));
  const again = await create(place, rows(2, "maple").replaceAll("New", "Newer"), [
    "--if-exists",
    mode,
    "-o",
    "json",
  ]);
  expect(again.code).toBe(code);
  expect(again.json().summary.counts).toMatchObject(counts);
  if (code === 9) {
    expect(again.stderr).not.toContain("customers update --from");
    const [, run = ""] = await place.runs();
    const failed = await readFile(place.fileOf(run, "failed.ndjson"), "utf8");
    expect(lines(failed)).toMatchObject([{ externalId: "new-1" }]);
  }
});

describe("with --if-exists by e-mail address", () => {
  const lists = ({ emulator: { requests } }: RunPlace) =>
    requests.filter(({ method, path }) => method === "GET" && path.endsWith("/customers"));
  const people = (provider: string, count: number, from = 0) =>
    Array.from({ length: count }, (_each, index) => ({
      provider,
      name: `Row ${from + index}`,
      email: `row${from + index}@x.example`,
    }));

  test.each(["commet", "kirim"])(
    "the list of %s is read once for all rows, and each that is found once more",
    async (provider) => {
      await using place = await runPlace();
      const words = ["--if-exists", "skip", "-o", "json", "--concurrency", "4"];
      const first = await create(place, ndjson(...people(provider, 4)), words);
      expect(first.json().summary.counts).toMatchObject({ created: 4 });
      expect(lists(place)).toHaveLength(1);
      const capitals = people(provider, 2).map((row) => ({
        ...row,
        email: row.email.toUpperCase(),
      }));
      const more = await create(place, ndjson(...capitals, ...people(provider, 3, 4)), words);
      expect(more.json().summary.counts).toMatchObject({ unchanged: 2, created: 3 });
      expect(lists(place)).toHaveLength(2);
    },
  );

  test("a row finds the customer that another row of its run has made", async () => {
    await using place = await runPlace();
    const [person] = people("commet", 1);
    const text = ndjson({ ...person, externalId: "own-1" }, { ...person, name: "Other" });
    const words = ["--if-exists", "skip", "-o", "json", "--concurrency", "1"];
    const { results } = (await create(place, text, words)).json();
    expect(results).toMatchObject([{ outcome: "created" }, { outcome: "unchanged" }]);
  });

  test("two rows with one address, in capitals or not, are told before anything is sent", async () => {
    await using place = await runPlace();
    const [person] = people("kirim", 1);
    const text = ndjson(person ?? {}, { ...person, email: "ROW0@X.example" });
    const { code, stderr } = await create(place, text, ["--if-exists", "update"]);
    expect(code).toBe(2);
    expect(stderr).toContain("customer row0@x.example of Kirim is in line 1 already");
    expect(place.emulator.requests).toEqual([]);
  });
});

test("an interrupted run goes on where it stopped, with its options, and makes each once", async () => {
  await using place = await runPlace();
  const stop = new AbortController();
  const { requests } = place.emulator;
  const watch = setInterval(() => {
    if (requests.length >= 9 && !stop.signal.aborted) stop.abort("SIGINT");
  }, 0);
  const words = ["--concurrency", "1", "--if-exists", "skip", "--title", "CFO"];
  const first = await create(place, rows(10, "maple"), words, { interrupted: stop.signal });
  clearInterval(watch);
  expect(first.code).toBe(130);
  const made = place.emulator.counts["maple"]?.applied ?? 0;
  expect(made).toBeLessThan(10);
  const second = await place.run(["customers", "update", "--resume", "-o", "json"]);
  expect(second.code).toBe(0);
  expect(second.json().summary).toMatchObject({ command: "create", counts: { created: 10 } });
  const all = (await customers(place, "maple")).filter(({ name }) => name.startsWith("New"));
  expect(all).toHaveLength(10);
  expect(all).toMatchObject(Array.from({ length: 10 }, () => ({ title: "CFO" })));
});

test("a row whose creation is not answered is looked for, and not sent again", async () => {
  const faults = [{ vendor: "flexprice", call: "create", kind: "reset-after" }] as const;
  await using place = await runPlace({ faults });
  const first = await create(place, rows(2, "flexprice"), ["-o", "json", "--concurrency", "1"]);
  expect(first.code).toBe(0);
  expect(first.json().summary).toMatchObject({ counts: { created: 2 } });
  expect(JSON.stringify(first.json().results)).toContain("settled_by_reading");
  expect(place.emulator.counts["flexprice"]?.applied).toBe(2);
});

test("a killed run looks for what it sent before it makes the rest", async () => {
  await using place = await runPlace();
  const made = await create(place, rows(3, "flexprice"), ["-o", "json", "--concurrency", "1"]);
  const [, , third] = made.json().results;
  const [run = ""] = await place.runs();
  // What a killed process leaves: the second row was sent, and the third was about to be.
  const journal = place.fileOf(run, "journal.ndjson");
  const kept = lines(await readFile(journal, "utf8")).filter(
    ({ type, row }) => type === "intent" || (type === "result" && row === 1),
  );
  await writeFile(journal, kept.map((entry) => `${JSON.stringify(entry)}\n`).join(""));
  await place.emulator.edit("flexprice", third.id, { external_id: "somebody-else" });
  const second = await place.run(["customers", "update", "--resume", run, "-o", "ndjson"]);
  expect(second.code).toBe(0);
  const told = lines(second.stdout).toSorted((left, right) => left.row - right.row);
  expect(told).toMatchObject([
    { row: 2, outcome: "created", warnings: [{ code: "settled_by_reading" }] },
    { row: 3, outcome: "created" },
  ]);
  expect(place.emulator.counts["flexprice"]?.applied).toBe(4);
});

test.each(["csv", "ndjson", "json", "yaml"])(
  "customers as a list prints them are made as they are, from %s",
  async (format) => {
    await using place = await runPlace();
    const odd = ["--name", "=1+1", "--metadata", "code=007"];
    for (const [provider, ...own] of [
      ["kirim", "--email", "odd@x.example", "--metadata", "seats:=12"],
      ["flexprice", "--external-id", "odd-1", "--metadata", "seats=12"],
    ] as const) {
      const made = await place.run(["customers", "create", "-p", provider, ...own, ...odd]);
      expect(made.code).toBe(0);
      const fields = "id,name,externalId,email,status,metadata,createdAt";
      const list = ["customers", "list", "-p", provider, "--search", "odd", "-q", "-o", format];
      const printed = await place.run([...list, ...(format === "csv" ? ["--fields", fields] : [])]);
      const text = printed.stdout.replaceAll("odd-1", "odd-2");
      const { code, stdout, stderr } = await create(place, text, ["-p", provider, "-o", "json"]);
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      expect(JSON.parse(stdout).results).toMatchObject([{ outcome: "created" }]);
      const both = (await customers(place, provider)).filter(({ name }) => name === "=1+1");
      const metadata = { seats: provider === "kirim" ? 12 : "12", code: "007" };
      expect(both).toMatchObject([{ metadata }, { metadata }]);
    }
  },
);

test.each<readonly [string, ...(readonly string[])]>([
  ["2 of 2 creations need"],
  ["2 of 2 creations need", "--if-exists", "skip"],
  ["2 of 2 writes need", "--if-exists", "update"],
])("%s a confirmation where one is wanted: %s %s", async (said, ...words) => {
  await using place = await runPlace();
  const asked = await create(place, rows(2, "maple"), [...words, "--confirm", "always"]);
  expect(asked.code).toBe(11);
  expect(asked.stderr).toContain(`${said} a confirmation and got none; nothing was written`);
  expect(place.emulator.counts["maple"]?.applied ?? 0).toBe(0);
});

test("undo of a run archives what it made, where that can be done, and says where not", async () => {
  await using place = await runPlace();
  const text = rows(2, "flexprice") + rows(1, "maple");
  const made = await create(place, text, ["-o", "json"]);
  const { run } = made.json().summary;
  expect((await place.run(["undo", run])).code).toBe(11);
  const back = await place.run(["undo", run, "--yes"]);
  expect(back.code).toBe(0);
  expect(back.stderr).toContain("Maple Billing has no way to archive the customers that were made");
  const names = (await customers(place, "flexprice")).map(({ name }) => name);
  expect(names).not.toContain("New 1");
  expect((await customers(place, "maple")).map(({ name }) => name)).toContain("New 1");
});

test("undo of a run of which nothing can be taken back fails, and is no run", async () => {
  await using place = await runPlace();
  const made = await create(place, rows(2, "maple"), ["-o", "json"]);
  const { run } = made.json().summary;
  for (const words of [[], ["--yes"], ["--dry-run"]]) {
    const back = await place.run(["undo", run, ...words]);
    expect(back).toMatchObject({ code: 5, stdout: "" });
    expect(back.stderr).toContain(
      `nothing of run ${run} can be taken back: Maple Billing has no way`,
    );
    expect(back.stderr).toContain("(2 changes)");
  }
  expect(await place.runs()).toEqual([run]);
});
