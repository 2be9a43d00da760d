import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { expect, test } from "vitest";

import { freshEmulator } from "../emulator/support.ts";
import { runCli, temporaryHome } from "../support/run-cli.ts";
import { credentials, customerIds } from "./providers.ts";

const update = ["customers", "update", customerIds.commet, "-p", "commet", "--name", "A"];

test("without any configuration the message names what to set", async () => {
  const { code, stdout, stderr } = await runCli(update);
  expect({ code, stdout }).toEqual({ code: 3, stdout: "" });
  expect(stderr).toBe(
    "error: Commet needs apiKey\nhint: set BILLING_COMMET_API_KEY, or providers.commet.apiKey in .billingrc\n",
  );
});

test("a setting that is still missing is named", async () => {
  const { code, stderr } = await runCli(["customers", "get", "cus_1", "-p", "maple"], {
    env: { BILLING_MAPLE_TOKEN: credentials.maple },
  });
  expect(code).toBe(3);
  expect(stderr).toContain("hint: set BILLING_MAPLE_COMPANY_ID");
});

test.each([
  ["http://billing.example/api", "BILLING_COMMET_BASE_URL: commet baseUrl must be an https URL"],
  ["nonsense", "BILLING_COMMET_BASE_URL: "],
])("the base URL %j in the environment is refused", async (baseUrl, message) => {
  const env = { BILLING_COMMET_API_KEY: credentials.commet, BILLING_COMMET_BASE_URL: baseUrl };
  const { code, stdout, stderr } = await runCli(update, { env });
  expect({ code, stdout }).toEqual({ code: 3, stdout: "" });
  expect(stderr).toContain(message);
  expect(stderr).not.toContain(credentials.commet);
});

test.each([
  ["http://billing.example", "--base-url: must be an https URL; http is accepted only on loopback"],
  ["nonsense", "--base-url: must be an absolute URL, such as https://host.example/v1"],
])("the base URL %j as a flag is refused", async (baseUrl, message) => {
  const { code, stderr } = await runCli([...update, "--base-url", baseUrl], {
    env: { BILLING_COMMET_API_KEY: credentials.commet },
  });
  expect(code).toBe(2);
  expect(stderr).toContain(message);
});

test.each([
  [["config", "show", "--config", "-"], {}, 2, "--config: - names no file"],
  [["config", "path", "--config", "-"], {}, 2, "--config: - names no file"],
  [["customers", "list", "-p", "maple", "--emulator", "--config=-"], {}, 2, "--config: - names"],
  [["config", "init", "--provider", "kirim", "--config", "-"], {}, 2, "--config: - names no file"],
  [["whoami"], { BILLING_CONFIG: "-" }, 3, "BILLING_CONFIG: - names no file"],
  [
    ["emulator", "status", "--emulator-state", "-"],
    {},
    2,
    "--emulator-state: - names no directory",
  ],
  [
    ["history", "--emulator"],
    { BILLING_EMULATOR_STATE: "-" },
    2,
    "BILLING_EMULATOR_STATE: - names",
  ],
  [
    ["customers", "list", "-p", "maple", "--emulator", "--emulator-state", "-"],
    {},
    2,
    "--emulator-state: - names no directory",
  ],
])("%j with %j: stdin is no place for it", async (words, env, exitCode, message) => {
  await using home = await temporaryHome();
  const { code, stdout, stderr } = await runCli(words, {
    env,
    cwd: home.path,
    stdin: "provider: maple\n",
  });
  expect({ code, stdout }).toEqual({ code: exitCode, stdout: "" });
  expect(stderr).toContain(`error: ${message}`);
  expect(stderr).toMatch(/hint: (?:a configuration is not read from stdin: )?name (?:a|the) /u);
  expect(await readdir(home.path)).toEqual([]);
});

test("a mistyped key of a configuration file is shown at its place", async () => {
  await using home = await temporaryHome();
  await writeFile(join(home.path, ".billingrc"), "providers:\n  commet:\n    apiKye: x\n");
  const { code, stdout, stderr } = await runCli(update, { cwd: home.path });
  expect({ code, stdout }).toEqual({ code: 3, stdout: "" });
  expect(stderr).toContain('.billingrc:3:5: unknown key "apiKye"; did you mean "apiKey"?');
});

test("a configuration file that is named must be there", async () => {
  const { code, stderr } = await runCli([...update, "--config", "none.yaml"]);
  expect(code).toBe(3);
  expect(stderr).toMatch(/^error: --config: .*none\.yaml does not exist\nhint: name a file that/u);
});

test("a profile that is named must be there", async () => {
  const { code, stderr } = await runCli([...update, "--profile", "nope"]);
  expect(code).toBe(3);
  expect(stderr).toContain('--profile: there is no profile "nope"');
});

test.each([
  "customers list",
  "customers get cus_1",
  "customers update cus_1 --name A",
  "customers create --name A --email a@b.example",
  "customers create --name A --email a@b.example --if-exists skip",
  "customers drift commet:cus_1 commet:cus_2",
  "customers update --from rows.csv",
  "customers create --from new.csv --if-exists skip",
  "api GET /customers",
  "api POST /customers -f - --yes",
  "whoami",
  "config check commet",
])("%s says where a key is from that is refused", async (words) => {
  await using emulator = await freshEmulator();
  await using home = await temporaryHome();
  const config = `provider: commet
providers:
  commet:
    apiKey: { env: THE_KEY }
`;
  await writeFile(join(home.path, ".billingrc"), config);
  await writeFile(join(home.path, "rows.csv"), "id,name\ncus_1,A\n");
  await writeFile(join(home.path, "new.csv"), "name,email\nA,a@b.example\n");
  const { stdout, stderr } = await runCli(words.split(" "), {
    cwd: home.path,
    env: { THE_KEY: "nonsense-7f3a", BILLING_COMMET_BASE_URL: emulator.baseUrls["commet"] },
    stdin: "{}",
  });
  const told = `${stdout}${stderr}`.replaceAll(/\s+/gu, " ");
  expect(told).toContain("Commet refused the credential (401)");
  expect(told).toMatch(/check apiKey in \S*\.billingrc:4:13 \(the variable THE_KEY\)/u);
});

test("of several whose keys are refused, each is told where its own is from", async () => {
  await using emulator = await freshEmulator();
  const env = {
    BILLING_COMMET_BASE_URL: emulator.baseUrls["commet"],
    BILLING_COMMET_API_KEY: "nonsense-7f3a",
    BILLING_KIRIM_BASE_URL: emulator.baseUrls["kirim"],
    BILLING_KIRIM_API_KEY: "nonsense-7f3b",
  };
  const variable = (name: string) => `check apiKey in the variable BILLING_${name}_API_KEY`;
  const list = await runCli(["customers", "list", "-p", "commet,kirim"], { env });
  expect(list.stderr).toContain(
    `hint: Commet: ${variable("COMMET")}; Kirim: ${variable("KIRIM")}\n`,
  );
  const ids = ["commet:cus_1", "kirim:cus_7H2KX0M4QWERTN8B3ZC5DVA9PG"];
  const drift = await runCli(["customers", "drift", ...ids], { env });
  expect(drift.stderr).toContain(
    `hint: ${ids[0]}: ${variable("COMMET")}; ${ids[1]}: ${variable("KIRIM")}\n`,
  );
  const same = await runCli(["customers", "drift", "commet:cus_1", "commet:cus_2"], { env });
  expect(same.stderr).toContain(`hint: ${variable("COMMET")}\n`);
});

test("a wrong key is refused by the provider, and never shown", async () => {
  await using emulator = await freshEmulator();
  const env = {
    BILLING_COMMET_BASE_URL: emulator.baseUrls["commet"],
    BILLING_COMMET_API_KEY: "nonsense-7f3a",
  };
  for (const format of ["table", "json"]) {
    const { code, stdout, stderr } = await runCli([...update, "--debug", "-o", format], { env });
    expect(code).toBe(3);
    expect(stderr).toContain("Commet refused the credential (401)");
    expect(stderr).toContain("check apiKey in the variable BILLING_COMMET_API_KEY");
    expect(stdout + stderr).not.toContain("nonsense-7f3a");
  }
  expect(emulator.requests.map(({ method, status }) => [method, status])).toEqual([
    ["GET", 401],
    ["GET", 401],
  ]);
});

test.each([
  [["--profile", "nowhere"], '--profile: there is no profile "nowhere"'],
  [["--config", "nowhere.yaml"], "nowhere.yaml does not exist"],
])(
  "%j: what is named and is not there is a mistake with the emulator, too",
  async (words, said) => {
    const get = ["customers", "get", customerIds.commet, "-p", "commet", "--emulator", ...words];
    const { code, stdout, stderr } = await runCli(get);
    expect({ code, stdout }).toEqual({ code: 3, stdout: "" });
    expect(stderr).toContain(said);
  },
);
