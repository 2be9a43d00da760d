/** What a message proposes does what it says when it is pasted. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { runCli, temporaryHome } from "../support/run-cli.ts";
import { variableName } from "../../src/config/environment.ts";
import { parseFault } from "../../src/emulator/faults/text.ts";
import { freshEmulator } from "../emulator/support.ts";
import { customerIds, providerNames } from "./providers.ts";

/** The options that a hint proposes, as a shell takes them. */
const proposed = (hint: string): readonly string[] =>
  [
    ...hint.matchAll(
      /--map (?:"(?<double>[^"]*)"|(?<single>(?:'[^']*'|\\')+)|(?<bare>\S+?)(?=[,;]?(?:\s|$)))/gu,
    ),
  ].map(
    ({ groups = {} }) =>
      groups["double"] ??
      groups["bare"] ??
      (groups["single"] ?? "").replaceAll(
        /'([^']*)'|\\(')/gu,
        (_all, inside = "", quote = "") => inside + quote,
      ),
  );

const columns = [
  "city,country,line1,line2,postal,zip,state,region,postalCode,postcode,postal code,address_city",
  "address.zip,street,town,placeId,mail,E-Mail,EMAIL,tel,Name,fullName,company,Company Name,org",
  "customer_id,Customer ID,ID,externalid,ext_id,tax_id,tier,tags,native.zip,metadata.,contacts[]",
  "a=b,$HOME,`id`,a\\b,it's,say!,a\u202eb,zip:=,Provider,currency,overrideTax,Title,status2",
].flatMap((line) => line.split(","));

describe.each(["vayu", "maple", "kirim"] as const)("%s", (provider) => {
  test.each(columns)("a column %j", async (column) => {
    await using home = await temporaryHome();
    for (const [command, id] of [
      ["update", "id,"],
      ["create", ""],
    ] as const) {
      const cell = id === "" ? "" : `${customerIds[provider]},`;
      const value = column.endsWith(":=") ? '"x"' : "x";
      const quoted = (text: string) =>
        /[",]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
      const rows = join(home.path, "rows.csv");
      await writeFile(rows, `${id}${column}\n${cell}${quoted(value)}\n`);
      const words = [
        "customers",
        command,
        "--from",
        rows,
        "-p",
        provider,
        "--emulator",
        "-n",
        "-q",
      ];
      const run = (more: readonly string[] = []) =>
        runCli([...words, "-o", "json", ...more], { env: { XDG_STATE_HOME: home.path } });
      const { code, stderr } = await run();
      if (code === 0) continue;
      const [complaint] = JSON.parse(stderr).error.complaints;
      const { hint = "" } = complaint;
      const maps = proposed(hint);
      // What is wrong with a cell is no matter of columns.
      if (complaint.place.line === 2) continue;
      expect(maps.length).toBeGreaterThan(0);
      for (const map of maps) {
        const pasted = await run(["--map", map]);
        const left = pasted.code === 0 ? "" : pasted.stderr;
        expect(left).not.toMatch(
          /unknown column|no column|no field|gives a new customer|are called/u,
        );
      }
    }
  });
});

test("two columns that may mean the same are not both proposed as that", async () => {
  await using home = await temporaryHome();
  const rows = join(home.path, "rows.csv");
  await writeFile(rows, `Customer ID,ID,zip,postcode,Name\n${customerIds.maple},x,1,2,A\n`);
  const words = ["customers", "update", "--from", rows, "-p", "maple", "--emulator", "-n", "-q"];
  const run = (more: readonly string[]) =>
    runCli([...words, "-o", "json", ...more], { env: { XDG_STATE_HOME: home.path } });
  const { stderr } = await run([]);
  const { complaints } = JSON.parse(stderr).error;
  const maps = complaints.map(({ hint }: { hint: string }) => proposed(hint)[0] ?? "");
  expect(maps).toEqual([
    "Customer ID=id",
    "ID=metadata.ID",
    "zip=address.postalCode",
    "postcode=metadata.postcode",
    "Name=name",
  ]);
  expect((await run(maps.flatMap((map: string) => ["--map", map]))).code).toBe(0);
});

test.each([
  ['{"city":"Rome"}', '{"address.city":"Rome"}'],
  ['{"zip":"1"}', '{"address.postalCode":"1"}'],
  ['{"postal":"1"}', '{"address.postalCode":"1"}'],
  ['{"address":{"zip":"1"}}', '{"address":{"postalCode":"1"}}'],
  ['{"address":{"postcode":"1"}}', '{"address":{"postalCode":"1"}}'],
  ['{"address":{"cities":"1"}}', '{"address":{"city":"1"}}'],
  ['{"fullName":"A"}', '{"name":"A"}'],
  ['{"phoneNumber":"1"}', '{"phone":"1"}'],
  ['{"address.zip":"1"}', '{"address.postalCode":"1"}'],
])("a member %s is said to be %s", async (given, meant) => {
  const patch = (stdin: string) =>
    runCli(
      [
        "customers",
        "update",
        customerIds.maple,
        "-p",
        "maple",
        "--emulator",
        "-n",
        "-q",
        "-f",
        "-",
      ],
      { stdin },
    );
  const [, word = ""] = /did you mean "(?<word>[^"]+)"/u.exec((await patch(given)).stderr) ?? [];
  const [, key = ""] = /"(?<key>[^"]+)":"/u.exec(given) ?? [];
  expect(given.replace(`"${key}"`, `"${word}"`)).toBe(meant);
  expect((await patch(meant)).code).toBe(0);
});

/** The commands that a hint names, without the first word. */
const commands = (hint: string): readonly (readonly string[])[] =>
  [...hint.matchAll(/: billing (?<words>[^;]+)/gu)].map(({ groups = {} }) =>
    (groups["words"] ?? "").trim().split(" "),
  );

describe.each(providerNames)("what is proposed where nobody knows what came of it, %s", (name) => {
  const update = ["customers", "update", customerIds[name], "-p", name, "--name", "Z"];
  const rest = ["--no-retry", "-o", "json"];

  test("leads to the same records of the emulator", async () => {
    await using home = await temporaryHome();
    const state = ["--emulator", "--emulator-state", join(home.path, "state")];
    const journal = ["--journal", join(home.path, "journal", "journal.ndjson")];
    const run = (...words: string[]) => runCli(words, { home: home.path });
    const fault = ["--fault", `${name}:update:500`];
    const { code, stderr } = await run(...update, ...rest, ...state, ...journal, ...fault);
    expect(code).toBe(8);
    const [look = [], settle = []] = commands(JSON.parse(stderr).error.hint);
    expect(look).toEqual(["customers", "get", customerIds[name], "-p", name, ...state]);
    const [emulator, flag, at, ...named] = [...state, ...journal];
    expect(settle).toEqual(["history", "--resolve", emulator, flag, at, ...named]);
    expect((await run(...look)).code).toBe(0);
    expect((await run(...settle)).stdout).toContain("unknown");

    const undo = await run("undo", "--last", "-o", "json", ...state, ...journal);
    expect(commands(JSON.parse(undo.stderr).error.hint)).toEqual([settle]);
  });

  test("leads to the same account", async () => {
    await using home = await temporaryHome();
    await using emulator = await freshEmulator({ faults: [parseFault(`${name}:update:500`)] });
    const config = join(home.path, "billing.yaml");
    await writeFile(config, "profiles: { staging: { quiet: true } }\n", { mode: 0o600 });
    const words = ["--profile", "staging", "--config", config];
    const account = [...words, "--base-url", emulator.baseUrls[name] ?? ""];
    const settings = Object.entries(emulator.settings[name] ?? {});
    const env = Object.fromEntries(
      settings.map(([setting, value]) => [variableName(name, setting), value]),
    );
    const world = { env: { ...env, XDG_STATE_HOME: home.path } };
    const run = (...typed: readonly string[]) => runCli(typed, world);
    const { code, stderr } = await run(...update, ...rest, ...account);
    expect(code).toBe(8);
    const [look = [], settle = []] = commands(JSON.parse(stderr).error.hint);
    expect(look).toEqual(["customers", "get", customerIds[name], "-p", name, ...account]);
    expect(settle).toEqual(["history", "--resolve", ...account]);
    expect((await run(...look)).code).toBe(0);
    expect((await run(...settle)).stdout).toContain("unknown");

    const undo = await run("undo", "--last", "-o", "json", ...account);
    expect(commands(JSON.parse(undo.stderr).error.hint)).toEqual([settle]);
  });
});

test("what is proposed after a creation, and for a row of a run, leads to the same records", async () => {
  await using home = await temporaryHome();
  const state = ["--emulator", "--emulator-state", join(home.path, "state")];
  const records = [...state, "--journal", join(home.path, "journal", "journal.ndjson")];
  const run = (...words: string[]) => runCli(words, { home: home.path });
  const create = ["customers", "create", "-p", "kirim", "--name", "Z", "--no-retry", "-o", "json"];
  const made = await run(...create, ...records, "--fault", "kirim:create:500");
  expect(commands(JSON.parse(made.stderr).error.hint)).toEqual([
    ["customers", "list", "--name", "Z", "-p", "kirim", ...state],
    ["history", "--resolve", ...records],
  ]);

  const rows = join(home.path, "rows.ndjson");
  await writeFile(rows, `{"id":"${customerIds.kirim}","name":"Y"}\n`);
  const update = ["customers", "update", "--from", rows, "-p", "kirim", "--no-retry", "-o", "json"];
  const many = await run(...update, ...records, "--fault", "kirim:update:500");
  expect(commands(many.json().results[0].error.hint)).toEqual([
    ["customers", "get", customerIds.kirim, "-p", "kirim", ...state],
    ["history", "--resolve", ...records],
  ]);
});

test("a table of results is told as what it is, and no column of it is proposed to be kept", async () => {
  await using home = await temporaryHome();
  const env = { XDG_STATE_HOME: home.path };
  const run = (...words: string[]) => runCli([...words, "--emulator", "-q"], { env });
  const rows = join(home.path, "rows.ndjson");
  await writeFile(rows, `{"id":"${customerIds.kirim}","name":"Y"}\n`);
  const update = ["customers", "update", customerIds.kirim, "-p", "kirim", "--name", "Z"];
  const many = ["customers", "update", "--from", rows, "-p", "kirim"];
  const told = {
    "the result of an update": [...update, "-o", "csv"],
    "the result of a run": [...many, "-o", "csv"],
    "recorded changes": ["history", "-o", "csv"],
  };
  for (const [what, words] of Object.entries(told)) {
    const printed = join(home.path, "printed.csv");
    await writeFile(printed, (await run(...words)).stdout);
    const back = await run("customers", "update", "--from", printed, "-p", "kirim", "-n");
    expect(back.code).toBe(2);
    expect(back.stderr).toMatch(
      new RegExp(`^error: ${printed}:1:1: \\w+ \\w+ ${what}\nhint: .*\n$`, "u"),
    );
  }
});
