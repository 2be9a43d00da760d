/** Every table, document, plan and first write says which account it is, as far as somebody told. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";

import { describe, expect, test } from "vitest";

import type { JsonObject } from "../../src/domain/json.ts";
import { runCli, temporaryHome } from "../support/run-cli.ts";
import { customerIds, environment, type ProviderName } from "./providers.ts";
import { scriptedServer } from "../support/scripted-server.ts";
import { stagedServer } from "./staged-server.ts";

interface Told {
  readonly record?: JsonObject;
  readonly env?: Readonly<Record<string, string>>;
}

/** A customer at a server that stores one new name. */
async function place(provider: ProviderName, { record = {}, env = {} }: Told) {
  const name = provider === "commet" ? "fullName" : "name";
  const home = await temporaryHome();
  const server = await stagedServer([record, { ...record, [name]: "X" }], provider);
  const id = customerIds[provider];
  return {
    path: home.path,
    id,
    sent: server.sent,
    update: ["customers", "update", id, "-p", provider, "--name", "X"],
    run: (words: readonly string[], other: Readonly<Record<string, string>> = {}) =>
      runCli(words, {
        cwd: home.path,
        env: {
          XDG_STATE_HOME: join(home.path, "state"),
          ...environment(server.origin),
          [`BILLING_${provider.toUpperCase()}_BASE_URL`]: `${server.origin}/v1`,
          ...env,
          ...other,
        },
      }),
    [Symbol.asyncDispose]: async () => {
      await server[Symbol.asyncDispose]();
      await home[Symbol.asyncDispose]();
    },
  };
}

const at = "at http://127.0.0.1:PORT/v1";
/** Without what differs each time, and the line unbroken. */
const withoutPort = (text: string) =>
  text.replaceAll(/(127\.0\.0\.1):\d+/gu, "$1:PORT").replaceAll(/\n {9,}(?=\S)/gu, " · ");

const cases: readonly (readonly [ProviderName, Told, string])[] = [
  ["vayu", {}, at],
  ["commet", {}, at],
  ["commet", { record: { livemode: true } }, `${at} · live`],
  ["commet", { record: { livemode: false } }, `${at} · test`],
  ["commet", { env: { BILLING_COMMET_API_KEY: "ck_live_7f3a" } }, `${at} · live`],
  ["commet", { env: { BILLING_COMMET_API_KEY: "rk_sandbox_7f3a" } }, `${at} · test`],
  ["commet", { env: { BILLING_COMMET_API_KEY: "ck_test_7f3a" } }, at],
  [
    "commet",
    { record: { livemode: true }, env: { BILLING_COMMET_API_KEY: "ck_sandbox_7f3a" } },
    `${at} · live`,
  ],
  ["flexprice", {}, `region us · ${at}`],
  [
    "flexprice",
    {
      record: { environment_id: "env_1", tenant_id: "t_1" },
      env: { BILLING_FLEXPRICE_REGION: "india" },
    },
    `region india · environment env_1 · tenant t_1 · ${at}`,
  ],
  ["maple", {}, `company cmp_1 · ${at}`],
  ["maple", { record: { company_id: "cmp_1" } }, `company cmp_1 · ${at}`],
  ["kirim", {}, `${at} · live`],
  ["kirim", { env: { BILLING_KIRIM_API_KEY: "kdv_test_7f3a" } }, `${at} · test`],
  [
    "kirim",
    { record: { team_id: "team_1" }, env: { BILLING_KIRIM_API_KEY: "kdv_7f3a" } },
    `team team_1 · ${at}`,
  ],
];

describe.each(cases.map(([provider, told, line]) => [provider, line, told] as const))(
  "%s: %s",
  (provider, line, told) => {
    test("stands above tables and in documents, and is said before the first write", async () => {
      await using world = await place(provider, told);
      const got = await world.run(["customers", "get", world.id, "-p", provider]);
      expect(withoutPort(got.stdout).split("\n")[1]).toBe(`account: ${line}`);
      const planned = await world.run([...world.update, "-n", "-o", "json"]);
      const { account } = planned.json();
      expect(world.sent).toEqual([]);
      const { code, stdout, stderr } = await world.run(world.update);
      expect(code).toBe(0);
      expect(withoutPort(stderr)).toBe(`writing to ${provider}: ${line}\n`);
      expect(withoutPort(stdout).split("\n")[1]).toBe(`account: ${line}`);
      const facts = Object.values((account.facts ?? {}) as object);
      for (const word of [...facts, account.baseUrl, account.mode]) {
        if (word !== undefined) expect(stdout.replaceAll(/\n {9,}/gu, " ")).toContain(word);
      }
      expect(account.mode).toBe(/(live|test)$/u.exec(line)?.[0]);
      const journal = await readFile(join(world.path, "state/billing/journal.ndjson"), "utf8");
      expect(JSON.parse(journal.split("\n")[0] ?? "")).toMatchObject({ known: account });
    });
  },
);

test("a run has a line for each provider, says it before its first write, and its rows have it", async () => {
  await using world = await place("kirim", { record: { team_id: "team_1" } });
  await writeFile(join(world.path, "rows.ndjson"), `{"id":"${world.id}","name":"X"}\n`);
  const run = ["customers", "update", "--from", "rows.ndjson", "-p", "kirim"];
  const planned = await world.run([...run, "-n"]);
  expect(withoutPort(planned.stdout).split("\n")[1]).toBe(`kirim: team team_1 · ${at} · live`);
  const whole = await world.run([...run, "-n", "-o", "json"]);
  const known = { mode: "live", facts: { teamId: "team_1" } };
  expect(whole.json()).toMatchObject({
    results: [{ account: known }],
    summary: { accounts: { kirim: known } },
  });
  const markdown = await world.run([...run, "-n", "-o", "markdown"]);
  expect(withoutPort(markdown.stdout)).toContain(
    `\n- \`kirim\`: \`team team_1\` · \`${at}\` · **live**\n`,
  );
  const { code, stderr } = await world.run(run);
  expect({ code, stderr: withoutPort(stderr) }).toEqual({
    code: 0,
    stderr: `writing to kirim: team team_1 · ${at} · live\n`,
  });
});

test("a list says it above its rows, without what is told of one customer alone", async () => {
  const customer = { id: customerIds.kirim, name: "Ana", team_id: "team_1" };
  const body = { data: [customer], has_more: false, next_cursor: null };
  await using server = await scriptedServer([{ status: 200, body }]);
  const words = ["customers", "list", "-p", "kirim"];
  const { stdout, stderr } = await runCli(words, { env: environment(server.origin) });
  expect(stdout).toContain("Ana");
  expect(withoutPort(stderr)).toBe("customers of kirim: at http://127.0.0.1:PORT · live\n");
});

test("whoami and config check say it, with what one customer tells", async () => {
  const customer = { id: customerIds.commet, fullName: "Ana", livemode: true };
  const body = { success: true, data: [customer], hasMore: false };
  for (const words of [["whoami"], ["config", "check"]]) {
    await using server = await scriptedServer([
      { status: 200, body },
      { status: 200, body },
    ]);
    const world = { env: environment(server.origin) };
    const { stdout } = await runCli([...words, "commet"], world);
    expect(stdout).toMatch(/\blive, (?:\S+ \S+, )*http:\/\/127/u);
    const { json } = await runCli([...words, "commet", "-o", "json"], world);
    expect(json()).toMatchObject({ providers: [{ account: { mode: "live" } }] });
  }
});

test("quiet, and forms for programs, leave the line out", async () => {
  for (const words of [["-q"], ["-o", "json"], ["-o", "yaml"]]) {
    await using world = await place("commet", {});
    expect((await world.run([...world.update, ...words])).stderr).toBe("");
    expect(world.sent).toHaveLength(1);
  }
});

test("live is in the colour of an error, where there are colours", async () => {
  const live = "\u001B[31m\u001B[1mlive";
  for (const [mode, shown] of [
    ["live", true],
    ["test", false],
  ] as const) {
    await using world = await place("commet", { record: { livemode: mode === "live" } });
    const { stdout, stderr } = await world.run([...world.update, "--color", "always"]);
    expect([stdout.includes(live), stderr.includes(live)]).toEqual([shown, shown]);
    expect(stripVTControlCharacters(stdout)).toContain(`· ${mode}\n`);
    const plain = await world.run(["customers", "get", world.id, "-p", "commet"]);
    expect(plain.stdout).not.toContain("\u001B");
  }
});

test("a profile is named", async () => {
  await using world = await place("maple", {});
  await writeFile(join(world.path, ".billingrc"), "profiles: { staging: { provider: maple } }\n");
  const words = ["customers", "get", world.id, "-p", "maple", "--profile", "staging"];
  const { stdout } = await world.run(words);
  expect(stdout).toContain("\naccount: company cmp_1 · profile staging · at http");
  expect((await world.run([...words, "-o", "json"])).json().account.profile).toBe("staging");
});

test("what an API calls itself neither drives the terminal nor shows a credential", async () => {
  const key = "kdv_live_7f3a95-secret";
  const hostile = { team_id: "\u001B[2J\u202Et\nlive" };
  for (const record of [hostile, { team_id: key }, { team_id: "t".repeat(100_000) }]) {
    await using world = await place("kirim", { record, env: { BILLING_KIRIM_API_KEY: key } });
    const results = [
      await world.run([...world.update, "-n", "--out", "plan.json"]),
      await world.run([...world.update, "-n", "-o", "json"]),
      await world.run(["customers", "get", world.id, "-p", "kirim"]),
      await world.run(world.update),
    ];
    const files = await Promise.all(
      ["plan.json", "state/billing/journal.ndjson"].map((name) =>
        readFile(join(world.path, name), "utf8"),
      ),
    );
    for (const text of [...results.flatMap(({ stdout, stderr }) => [stdout, stderr]), ...files]) {
      expect(text).not.toContain(key);
      for (const control of ["\u001B", "\u202E"]) expect(text).not.toContain(control);
    }
    const [table = ""] = results.map(({ stdout }) => stdout);
    expect(table.split("\n").every((line) => line.length <= 200)).toBe(true);
  }
});

describe("a plan or a change of another mode", () => {
  const keyed = (mode: "live" | "test") => ({ env: { BILLING_KIRIM_API_KEY: `kdv_${mode}_7f3a` } });

  test.each([
    ["test", "live"],
    ["live", "test"],
  ] as const)("made in %s is refused in %s, and nothing is sent", async (was, is) => {
    await using world = await place("kirim", keyed(was));
    await world.run([...world.update, "-n", "--out", "plan.json"]);
    const plan: unknown = JSON.parse(await readFile(join(world.path, "plan.json"), "utf8"));
    await writeFile(join(world.path, "plans.ndjson"), `${JSON.stringify(plan)}\n`);
    expect((await world.run(world.update)).code).toBe(0);
    for (const words of [
      ["apply", "plan.json", "--trust-plan", "--yes"],
      ["apply", "plan.json"],
      ["apply", "plans.ndjson", "--trust-plan", "--yes"],
      ["undo", "--last", "--yes"],
    ]) {
      const { code, stderr } = await world.run(words, keyed(is).env);
      expect({ code, stderr }).toMatchObject({
        code: 2,
        stderr: expect.stringContaining(`it was ${was} and is ${is}`),
      });
    }
    expect(world.sent).toHaveLength(1);
  });
});
