/** `billing customers list`, the whole program on the emulator. */
import { randomUUID } from "node:crypto";

import { parse } from "csv-parse/sync";
import { describe, expect, test } from "vitest";

import { recordSchema, runRecordSchema } from "../../src/domain/documents/history.ts";
import { rowSchema } from "../../src/domain/documents/run.ts";
import { providerIds } from "../../src/providers/registry.ts";
import { csvFields as historyColumns } from "../../src/render/history/views.ts";
import { csvFields as rowColumns } from "../../src/render/run/views.ts";
import { parseFault } from "../../src/emulator/faults/text.ts";
import { servedEmulator } from "../support/served-emulator.ts";
import { runCli, temporaryHome, type World } from "../support/run-cli.ts";

const list = (words: readonly string[], world: World = {}) =>
  runCli(["customers", "list", ...words, "--emulator"], world);
const namesIn = (documents: readonly { readonly name: unknown }[]) =>
  documents.map(({ name }) => name);

describe("a list", () => {
  test.each(providerIds)("%s: the documents that get prints", async (provider) => {
    const found = await list(["-p", provider, "-o", "json"]);
    expect(found.code).toBe(0);
    const documents = found.json();
    expect(documents).toHaveLength(3);
    for (const document of documents) {
      expect(document).toMatchObject({ provider, native: { id: document.id } });
      const got = await runCli([
        "customers",
        "get",
        document.id,
        "-p",
        provider,
        "--emulator",
        "-o",
        "json",
      ]);
      // Kirim's accounts are answered for one customer alone.
      const {
        whatsappAccounts: _accounts,
        requestId: _requestId,
        revision: _revision,
        native: _native,
        ...rest
      } = got.json();
      expect(document).toMatchObject(rest);
    }
  });

  test("for people, with what tells customers apart", async () => {
    const found = await list(["-p", "maple"], { columns: 120 });
    expect(found.stdout).toMatch(/^ +ID +NAME +EMAIL +EXTERNALID +STATUS$/mu);
    expect(found.stdout).toMatch(/^ +cus_2Nb8LmPq +Mara Lind +billing@fjord\.example +acct-7781/mu);
    expect((await list(["-p", "kirim"], { columns: 120 })).stdout).not.toContain("EXTERNALID");
  });

  test("of several providers has a column more", async () => {
    const found = await list(["-p", "maple, kirim", "-q"], { columns: 160 });
    expect(found.stdout).toMatch(/^ +PROVIDER +ID/u);
    expect(found.stdout).toMatch(/^ +maple +cus_2Nb8LmPq/mu);
    expect(found.stdout).toMatch(/^ +kirim +cus_7H2KX0M4QWERTN8B3ZC5DVA9PG/mu);
    expect(found.stderr).toBe("");
    const all = await list(["-p", "all", "-o", "ndjson"]);
    const lines = all.stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line).provider);
    expect([...new Set(lines)]).toEqual(providerIds);
    const chosen = await list(["-p", "maple,kirim", "--fields", "name", "-o", "markdown"]);
    expect(chosen.stdout).toMatch(/^\| `provider` \| `name` \|$/mu);
  });

  test("of chosen fields, in every format", async () => {
    const words = [
      "-p",
      "maple",
      "--name",
      "Mara Lind",
      "--fields",
      "name,metadata.tier,native.mrr",
    ];
    expect((await list([...words, "-o", "json"])).json()).toEqual([
      {
        name: "Mara Lind",
        metadata: { tier: "gold" },
        native: { mrr: { currency: "USD", value_in_cents: 120_000 } },
      },
    ]);
    expect(parse((await list([...words, "-o", "csv"])).stdout)).toEqual([
      ["name", "metadata.tier", "native.mrr"],
      ["Mara Lind", "gold", '{"currency":"USD","value_in_cents":120000}'],
    ]);
    expect((await list([...words, "-o", "markdown"])).stdout).toMatch(/^\| `name` \|/u);
    expect((await list([...words, "-o", "yaml"])).stdout).toMatch(/^- name: Mara Lind$/mu);
    expect((await list(words)).stdout).toMatch(/^ +NAME +METADATA\.TIER +NATIVE\.MRR$/mu);
  });
});

describe("filters", () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ["maple", ["--email", "BILLING@fjord.example"], []],
    ["maple", ["--email", "billing@fjord.example"], ["Mara Lind"]],
    ["maple", ["--search", "fjord"], ["Mara Lind"]],
    ["maple", ["--status", "ARCHIVED"], ["Plain Co"]],
    ["maple", ["--status", "archived"], ["Plain Co"]],
    ["kirim", ["--status", "Archived"], ["Warung Lama"]],
    ["flexprice", ["--status", "ARCHIVED"], ["Bare Metal (old)"]],
    ["maple", ["--status", "CHURNED", "--unlisted"], []],
    ["maple", ["--metadata", "tier=gold"], ["Mara Lind"]],
    ["maple", ["--metadata", "tier=gold", "--name", "x"], []],
    ["kirim", ["--email", "OPS@sinar.example"], ["Sinar Logistik"]],
    ["kirim", ["--status", "archived"], ["Warung Lama"]],
    ["kirim", ["--search", "sinar"], ["Sinar Logistik"]],
    ["vayu", ["--external-id", "nw-4471"], ["Northwind Robotics"]],
    ["vayu", ["--external-id", "nobody"], []],
    ["vayu", ["--email", "ida@northwind.example"], ["Northwind Robotics"]],
    ["commet", ["--external-id", "usr_5512"], ["Ana Ferreira"]],
    ["commet", ["--metadata", "seats=12"], ["Ana Ferreira"]],
    ["flexprice", ["--name", "Fjord Analytics AS"], ["Fjord Analytics AS"]],
    ["flexprice", ["--metadata", "segment=mid"], ["Fjord Analytics AS"]],
    ["flexprice", ["--status", "archived"], ["Bare Metal (old)"]],
    ["flexprice", ["--created-since", "2026-05-02T08:14:31.529Z"], ["Fjord Analytics AS"]],
    ["flexprice", ["--updated-since", "2027-01-01"], []],
  ])("%s %j", async (provider, words, names) => {
    const found = await list(["-p", provider, ...words, "-o", "json"]);
    expect({ code: found.code, names: namesIn(found.json()) }).toEqual({ code: 0, names });
  });

  test("stderr says what the provider cannot do, in every format, and nothing when quiet", async () => {
    const said = "Kirim has no filter by e-mail: reading all pages";
    for (const format of ["table", "json", "csv"]) {
      const { stderr } = await list(["-p", "kirim", "--email", "a@b.example", "-o", format]);
      expect(stderr).toContain(said);
    }
    const { stderr } = await list(["-p", "kirim", "--email", "a@b.example", "-q"]);
    expect(stderr).toBe("");
  });

  test("so many at most of each provider; that there are more is said", async () => {
    const some = await list(["-p", "maple", "--limit", "2", "-o", "json"]);
    expect(some.json()).toHaveLength(2);
    expect(some.stderr).toContain("2 customers of Maple Billing are listed, and there are more");
    const one = await list(["-p", "maple", "--limit", "1"]);
    expect(one.stderr).toContain("1 customer of Maple Billing is listed, and there are more");
    const all = await list(["-p", "maple", "--limit", "3", "-o", "json"]);
    expect(all.json()).toHaveLength(3);
    expect(all.stderr).toBe("");
  });
});

describe("mistakes", () => {
  test.each<[readonly string[], string, string]>([
    [["-p", "mapel"], 'there is no provider "mapel"; did you mean "maple"?', "or all"],
    [[], "which provider?", "several with commas"],
    [["-p", "kirim", "--external-id", "x"], "Kirim keeps no external id", "no look-up"],
    [["-p", "kirim", "--status", "actve"], 'Kirim knows no status "actve"', "active"],
    [["-p", "maple", "--metadata", "tier"], '"tier" is no key and value', "tier=gold"],
    [["-p", "maple", "--metadata", "a:=x"], '"x" is not JSON', "seats:=12"],
    [["-p", "maple", "--created-since", "soon"], '--created-since: "soon" is not a time', "7d"],
    [["-p", "maple", "--limit", "5", "--all"], "--all says every one", "keep one"],
    [["-p", "maple", "--limit", "0"], '"0" is not a whole number', ""],
    [
      ["-p", "maple", "--fields", "nmae"],
      'there is no field "nmae"; did you mean "name"?',
      "native",
    ],
    [["-p", "maple", "--search", " "], "--search: a value is missing", ""],
  ])("%j", async (words, message, hint) => {
    const { code, stdout, stderr } = await list(words);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(message);
    expect(stderr).toContain(hint);
  });

  test.each(["json", "ndjson", "yaml", "csv"])(
    "a list of %s that fails says so, and not that there is nobody",
    async (format) => {
      const fault = ["--fault", "kirim:list:500;times=99", "--fault", "maple:list:500;times=99"];
      for (const providers of ["kirim", "kirim,maple"]) {
        const found = await list(["-p", providers, "-o", format, ...fault]);
        expect(found).toMatchObject({ code: 7, stdout: "" });
        expect(JSON.parse(found.stderr)).toMatchObject({ error: { code: "unavailable" } });
      }
    },
  );

  test("a list that fails further on is whole as far as it came", async () => {
    await using served = await servedEmulator({ customers: 300 });
    served.emulator.faults.add(parseFault("kirim:list:500;times=99;after=1"));
    const words = ["customers", "list", "-p", "kirim", "--all", "-o", "json"];
    const found = await runCli(words, { env: served.env() });
    expect(found.code).toBe(7);
    expect(found.json().length).toBeGreaterThan(0);
  });

  test("of several providers one that fails leaves the others", async () => {
    const words = ["-p", "maple,kirim", "-o", "json", "--fault", "kirim:any:401"];
    const found = await list(words);
    expect(found.code).toBe(9);
    expect(found.json()).toHaveLength(3);
    expect(JSON.parse(found.stderr).error).toMatchObject({
      code: "partial",
      message: expect.stringContaining("1 of 2 providers could not be listed to the end: Kirim"),
    });
  });
});

describe("fields and CSV of what was changed", () => {
  test("a run shows the chosen fields of its rows, and history those of its changes", async () => {
    await using home = await temporaryHome();
    const at = { env: { XDG_STATE_HOME: home.path }, uuid: () => randomUUID() };
    const run = (words: readonly string[], stdin?: string) =>
      runCli([...words, "--emulator", "-q"], { ...at, ...(stdin === undefined ? {} : { stdin }) });
    const rows =
      '{"provider":"maple","id":"cus_2Nb8LmPq","name":"=Mara"}\n{"provider":"maple","id":"nobody","name":"x"}\n';
    const from = ["customers", "update", "--from", "-", "--yes"];
    const csv = await run([...from, "-o", "csv"], rows);
    expect(csv.code).toBe(9);
    const [header = [], ...results] = parse(csv.stdout);
    expect(header).toEqual(
      "run row provider id externalId outcome changeId requestId error.code error.message beside mayBeLost".split(
        " ",
      ),
    );
    const byRow = results.toSorted((one, other) => Number(one[1]) - Number(other[1]));
    expect(byRow.map((cells) => [cells[3], cells[5], cells[8]])).toEqual([
      ["cus_2Nb8LmPq", "updated", ""],
      ["nobody", "failed", "not_found"],
    ]);

    const chosen = await run([...from, "--fields", "row,id,outcome"], rows.split("\n")[0] ?? "");
    expect(chosen.stdout).toMatch(/^ +ROW +ID +OUTCOME\n +1 +cus_2Nb8LmPq +unchanged\n\n/u);
    expect((await run([...from, "--fields", "rwo"], rows)).code).toBe(2);

    await run(["customers", "update", "cus_2Nb8LmPq", "-p", "maple", "--name", "Mara"]);
    const history = await run(["history", "-o", "csv"]);
    const [names = [], ...entries] = parse(history.stdout);
    expect(names.slice(0, 7)).toEqual(["at", "changeId", "run", "row", "provider", "id", "name"]);
    expect(entries.map((cells) => cells[6])).toContain("'=Mara");
    const id = entries.map((cells) => cells[2]).findLast((cell) => cell !== "") ?? "";
    const ofRun = await run(["history", "--run", id, "--fields", "id,outcome", "-o", "json"]);
    expect(ofRun.json().changes).toEqual([{ id: "cus_2Nb8LmPq", outcome: "updated" }]);
    const reduced = await run(["history", "--fields", "name,outcome", "-o", "ndjson"]);
    const lines = reduced.stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines).toContainEqual({ name: "=Mara", outcome: "updated" });
  });

  test("columns of CSV are keys of the documents", () => {
    const known = [recordSchema, runRecordSchema].flatMap(({ shape }) => Object.keys(shape));
    for (const { name } of historyColumns) expect(known).toContain(name);
    for (const { name } of rowColumns) {
      expect(Object.keys(rowSchema.shape)).toContain(name.split(".")[0]);
    }
  });
});

describe("a list of configured providers", () => {
  test("takes all that are configured, and no other", async () => {
    await using served = await servedEmulator();
    const env = Object.fromEntries(
      Object.entries(served.env()).filter(([name]) => /^BILLING_(?:MAPLE|VAYU)_/u.test(name)),
    );
    for (const names of ["all", "maple, vayu,"]) {
      const found = await runCli(["customers", "list", "-p", names, "-o", "json"], { env });
      expect({ names, code: found.code, stderr: found.stderr }).toEqual({
        names,
        code: 0,
        stderr: "",
      });
      const providers = found.json().map(({ provider }: { readonly provider: string }) => provider);
      expect(new Set(providers)).toEqual(new Set(["vayu", "maple"]));
    }
    const none = await runCli(["customers", "list", "-p", "all"]);
    expect(none.code).toBe(3);
    expect(none.stderr).toContain("no provider is configured");
  });

  test("waits where the provider says so, and goes on", async () => {
    await using served = await servedEmulator({
      customers: 150,
      faults: [parseFault("kirim:list:429;retryAfter=7;times=1")],
    });
    const found = await runCli(["customers", "list", "-p", "kirim", "--all", "-o", "ndjson"], {
      env: served.env(),
    });
    expect(found.code).toBe(0);
    expect(found.stdout.trim().split("\n")).toHaveLength(153);
    expect(Math.max(...found.sleeps)).toBeGreaterThanOrEqual(7000);
  });
});

test("an interrupted list ends at once, and what was printed is a whole document", async () => {
  await using served = await servedEmulator({ customers: 2500 });
  const interruption = new AbortController();
  let pages = 0;
  void served
    .until(({ path }) => path.includes("/customers") && ++pages === 3)
    .then(() => interruption.abort("SIGINT"));
  const found = await runCli(["customers", "list", "-p", "kirim", "--all", "-o", "json"], {
    env: served.env(),
    interrupted: interruption.signal,
  });
  expect(found.code).toBe(130);
  expect(found.json().length).toBeLessThan(2500);
  expect(JSON.parse(found.stderr).error.code).toBe("interrupted");
});
