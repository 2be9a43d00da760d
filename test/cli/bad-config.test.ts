import { writeFile } from "node:fs/promises";
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
