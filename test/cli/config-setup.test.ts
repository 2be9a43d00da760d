/** Setting up: a first configuration, what is configured, and whether it works. */
import { mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";

import { runCli, temporaryHome } from "../support/run-cli.ts";
import { servedEmulator } from "../support/served-emulator.ts";
import { scriptedServer } from "../support/scripted-server.ts";

const init = ["config", "init", "--no-input", "-q"];

/** `config init` with a home that is kept. */
async function initialised(home: string, ...words: readonly string[]) {
  const env = { XDG_CONFIG_HOME: join(home, "config") };
  const path = join(home, "config", "billing", "config.yaml");
  return { result: await runCli([...init, ...words], { cwd: home, env }), path, env };
}

test("init writes references for its owner alone, and no credential", async () => {
  await using home = await temporaryHome();
  const { result, path } = await initialised(home.path, "--provider", "kirim");
  expect(result.code).toBe(0);
  expect(result.stdout).toContain("the environment variable KIRIM_API_KEY is not set");
  expect(await readFile(path, "utf8")).toContain("    apiKey: { env: KIRIM_API_KEY }\n");
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect((await stat(join(path, ".."))).mode & 0o777).toBe(0o700);
});

test("init never touches a file that is there, whatever its name", async () => {
  for (const name of ["config", "config.yaml", "config.yml", "config.json"]) {
    await using home = await temporaryHome();
    const directory = join(home.path, "config", "billing");
    await mkdir(directory, { recursive: true });
    await writeFile(join(directory, name), "{}");
    const { result } = await initialised(home.path, "-p", "kirim");
    expect(result).toMatchObject({ code: 2, stdout: "" });
    expect(result.stderr).toContain(`${name}: is there already, and is not overwritten`);
    expect(await readFile(join(directory, name), "utf8")).toBe("{}");
  }
});

test("init refuses what it cannot write, all at once, and writes nothing", async () => {
  await using home = await temporaryHome();
  const set = ["--set", "compnyId=cmp_1", "--set", "apiKey=x", "--set", "timeout=soon"];
  const { result, path } = await initialised(home.path, "-p", "kirim", ...set);
  expect(result).toMatchObject({ code: 2, stdout: "" });
  for (const said of [
    'unknown setting "compnyId"',
    "apiKey is a credential, and no flag carries one",
    "kirim.timeout must be a number",
  ]) {
    expect(result.stderr).toContain(said);
  }
  await expect(stat(path)).rejects.toThrow("ENOENT");
  const needy = await initialised(home.path, "-p", "maple");
  expect(needy.result.stderr).toContain("hint: add --set companyId=cmp_");
  const nobody = await initialised(home.path);
  expect(nobody.result.stderr).toContain("which provider?");
});

test.each([
  ["env", "apiKey: { env: KIRIM_API_KEY }"],
  ["file", "apiKey: { file: ~/.secrets/kirim }"],
  ["keychain", "apiKey: { keychain: kirim }"],
])("init --credential %s", async (where, line) => {
  await using home = await temporaryHome();
  const { path } = await initialised(home.path, "-p", "kirim", "--credential", where);
  expect(await readFile(path, "utf8")).toContain(line);
});

test("init takes a credential from stdin, where it is asked to, and shows it nowhere", async () => {
  await using home = await temporaryHome();
  const file = join(home.path, "own.yaml");
  const secret = "kdv_test_0123456789";
  const words = ["-p", "kirim", "--credential", "text", "--config", file];
  const set = ["--set", "baseUrl=http://127.0.0.1:9"];
  const { code, stdout, stderr } = await runCli([...init, ...words, ...set, "--no-retry"], {
    cwd: home.path,
    stdin: `${secret}\n`,
  });
  expect(code).toBe(3);
  expect(stdout).toContain("ECONNREFUSED");
  expect(stdout + stderr).not.toContain(secret);
  expect(await readFile(file, "utf8")).toContain(secret);
});

test("what is longer than any credential is refused", async () => {
  await using home = await temporaryHome();
  const words = ["-p", "kirim", "--credential", "text", "--config", join(home.path, "own.yaml")];
  const { code, stderr } = await runCli([...init, ...words], {
    cwd: home.path,
    stdin: "x".repeat(70_000),
  });
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: "error: stdin: holds more than 65536 bytes\n",
  });
});

test("two providers at an address of ours are set up and checked, from the first line on", async () => {
  await using home = await temporaryHome();
  await using served = await servedEmulator();
  const given = served.env();
  const url = (id: string) => given[`BILLING_${id.toUpperCase()}_BASE_URL`] ?? "";
  const set = ["maple", "kirim"].flatMap((id) => ["--set", `${id}.baseUrl=${url(id)}`]);
  const company = `companyId=${given["BILLING_MAPLE_COMPANY_ID"]}`;
  const words = ["-p", "maple,kirim", "--set", company, ...set];
  const { result, env } = await initialised(home.path, ...words);
  expect(result.code).toBe(0);
  const keys = {
    MAPLE_TOKEN: given["BILLING_MAPLE_TOKEN"],
    KIRIM_API_KEY: given["BILLING_KIRIM_API_KEY"],
  };
  const world = { cwd: home.path, env: { ...env, ...keys } };
  const checked = await runCli(["config", "check", "-o", "json"], world);
  expect(checked.code).toBe(0);
  expect(checked.json().providers).toMatchObject([
    { provider: "maple", ok: true, configured: true, reachable: true, accepted: true, read: true },
    { provider: "kirim", ok: true, write: "not tried", clockSeconds: expect.any(Number) },
  ]);
  const who = await runCli(["whoami", "kirim"], world);
  expect(who).toMatchObject({ code: 0, stderr: "" });
  expect(who.stdout).toContain("(the variable KIRIM_API_KEY)");
  const shown = await runCli(["config", "show"], world);
  expect(shown.stdout).toMatch(/providers\.maple\.token +\{ env: MAPLE_TOKEN \} +config\/billing/u);
  for (const secret of Object.values(keys)) expect(shown.stdout).not.toContain(secret);
});

test.each([
  [401, { accepted: false, read: false }],
  [403, { accepted: true, read: false }],
  [500, { reachable: true }],
])(
  "a provider that answers %i fails the check, and what is known is said",
  async (status, facts) => {
    await using server = await scriptedServer([{ status, body: { error: { code: "no" } } }]);
    const { code, json } = await runCli(["config", "check", "kirim", "-o", "json", "--no-retry"], {
      env: { BILLING_KIRIM_API_KEY: "kdv_test_0123456789", BILLING_KIRIM_BASE_URL: server.origin },
    });
    expect(code).toBe(3);
    const [kirim] = json().providers;
    expect(kirim).toMatchObject({ ok: false, configured: true, reachable: true, ...facts });
    if (status === 500) expect(kirim).not.toHaveProperty("accepted");
  },
);

test("a clock that is behind is said, and nothing that is configured is a failure of its own", async () => {
  await using served = await servedEmulator();
  const now = () => Date.now() - 3_600_000;
  const { stdout } = await runCli(["config", "check", "kirim"], { env: served.env(), now });
  // What is missing of the hour: the answer's Date has whole seconds, and was some time on its way.
  expect(stdout).toMatch(/3[56]\d\d s behind/u);
  const none = await runCli(["config", "check"]);
  expect(none).toMatchObject({ code: 3, stdout: "" });
  expect(none.stderr).toContain("billing config init");
});

test("show tells each value's origin, and masks what could be secret", async () => {
  await using home = await temporaryHome();
  await writeFile(
    join(home.path, ".billingrc"),
    `proxy: "http://ana:hush@proxy.example:1"
providers:
  kirim: { apiKey: kdv_live_secret }
  flexprice: { apiKey: { command: [vault, read, hush-hush] } }
`,
  );
  const env = { BILLING_COMMET_API_KEY: "ck_live_secret", BILLING_COMMET_VERSION: "2026-07-11" };
  const { code, json, stdout } = await runCli(["config", "show", "-o", "json"], {
    cwd: home.path,
    env,
  });
  expect(code).toBe(0);
  expect(stdout).not.toMatch(/hush|live_secret/u);
  const byName = Object.fromEntries(
    json().settings.map(({ setting, value, origin }: any) => [setting, [value, origin.name]]),
  );
  expect(byName).toMatchObject({
    "providers.kirim.apiKey": ["********", ".billingrc"],
    "providers.flexprice.apiKey": ["{ command: [vault, …] }", ".billingrc"],
    "providers.flexprice.region": ["us", "default"],
    "providers.commet.apiKey": ["********", "BILLING_COMMET_API_KEY"],
    "providers.commet.version": ["2026-07-11", "BILLING_COMMET_VERSION"],
  });
});
