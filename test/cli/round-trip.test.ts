import { expect, test } from "vitest";

import { freshEmulator } from "../emulator/support.ts";
import { runCli } from "../support/run-cli.ts";
import { scriptedServer } from "../support/scripted-server.ts";
import {
  customerAt,
  customerIds,
  environment,
  type ProviderName,
  providerNames,
  updateAgainst,
} from "./providers.ts";

/** One emulated provider, and the program pointed at it. */
async function emulated(provider: ProviderName) {
  const emulator = await freshEmulator();
  const snake = (name: string) => name.replaceAll(/[A-Z]/gu, "_$&").toUpperCase();
  const settings = { ...emulator.settings[provider], baseUrl: emulator.baseUrls[provider] };
  const env = Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [
      `BILLING_${provider.toUpperCase()}_${snake(name)}`,
      value,
    ]),
  );
  const run = (command: string, words: readonly string[], stdin?: string) =>
    runCli(["customers", command, customerIds[provider], "-p", provider, ...words], {
      env,
      ...(stdin === undefined ? {} : { stdin }),
    });
  const writes = () =>
    emulator.requests.filter(({ method, path }) => method !== "GET" && path !== "/login").length;
  return { run, writes, [Symbol.asyncDispose]: () => emulator[Symbol.asyncDispose]() };
}

test.each(providerNames)("%s: a record given back unedited changes nothing", async (provider) => {
  await using at = await emulated(provider);
  for (const format of ["json", "ndjson", "yaml"]) {
    const { stdout } = await at.run("get", ["-o", format]);
    const { code, stderr, json } = await at.run("update", ["-f", "-", "-o", "json"], stdout);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(json()).toMatchObject({ outcome: "unchanged", changes: [] });
  }
  expect(at.writes()).toBe(0);
});

test.each(providerNames)("%s: only what was edited in it is changed", async (provider) => {
  await using at = await emulated(provider);
  const record = (await at.run("get", ["-o", "json"])).json();
  const edited = JSON.stringify({ ...record, name: "Edited Here" });
  const { code, json } = await at.run("update", ["-f", "-", "-o", "json"], edited);
  expect(code).toBe(0);
  expect(json()).toMatchObject({
    outcome: "updated",
    changes: [{ field: "name", kind: "changed", before: record.name, after: "Edited Here" }],
    warnings: [],
  });
  const after = (await at.run("get", ["-o", "json"])).json();
  const untouched = {
    name: null,
    native: null,
    requestId: null,
    revision: null,
    updatedAt: null,
  };
  expect({ ...after, ...untouched }).toEqual({ ...record, ...untouched });
  expect(at.writes()).toBe(1);
});

test.each(providerNames)("%s: what cannot be set must come back as it was", async (provider) => {
  await using at = await emulated(provider);
  const record = (await at.run("get", ["-o", "json"])).json();
  const refused = async (edited: object, message: string) => {
    const stdin = JSON.stringify({ ...record, ...edited }, null, 2);
    const { code, stdout, stderr } = await at.run("update", ["-f", "-"], stdin);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/^error: stdin:\d+:\d+: /u);
    expect(stderr).toContain(message);
  };
  await refused({ createdAt: "2020-01-01T00:00:00Z" }, "createdAt is read-only");
  await refused({ native: { ...record.native, name: "Z" } }, '"native" is the vendor\'s untouched');
  await refused({ id: "someone-else" }, `the record's id is not "${record.id}"`);
  await refused({ provider: "stripe" }, `the record's provider is not "${provider}"`);
  await refused({ nmae: "Z" }, 'unknown key "nmae"; did you mean "name"?');
  expect(at.writes()).toBe(0);
});

test("a number beyond 2^53 in the record survives being given back", async () => {
  const body = `{"data":{"id":"cus_7Qm2rT","fullName":"Ana","metadata":{"ledger":9007199254740993}}}`;
  const script = [{ status: 200, body }];
  const read = await updateAgainst("commet", { words: ["--name", "Ana"], script });
  expect(read.code).toBe(0);

  const printed = await updateAgainst("commet", {
    words: ["--name", "Ana", "--show-unchanged"],
    script,
  });
  expect(printed.stdout).toContain("9007199254740993");

  await using server = await scriptedServer([
    ...script,
    ...script,
    ...script,
    { status: 200, body: body.replace("Ana", "Eva") },
  ]);
  const env = environment(server.origin);
  const got = await runCli(["customers", "get", "cus_7Qm2rT", "-p", "commet", "-o", "json"], {
    env,
  });
  expect(got.stdout).toContain('"ledger": 9007199254740993');
  const give = (stdin: string) =>
    runCli(["customers", "update", "cus_7Qm2rT", "-p", "commet", "-f", "-", "-o", "json"], {
      env,
      stdin,
    });
  const unedited = await give(got.stdout);
  expect(unedited.code).toBe(0);
  expect(unedited.json().outcome).toBe("unchanged");
  const edited = await give(got.stdout.replace('"name": "Ana"', '"name": "Eva"'));
  expect(edited.code).toBe(0);
  expect(server.seen.at(-1)?.body).toBe('{"fullName":"Eva"}');
});

test("a record of another provider is not given back by mistake", async () => {
  const stdin = JSON.stringify({ provider: "maple", name: "Z", native: customerAt("maple").body });
  const { code, stderr, seen } = await updateAgainst("commet", {
    words: ["-f", "-"],
    stdin,
    script: [],
  });
  expect({ code, seen }).toEqual({ code: 2, seen: [] });
  expect(stderr).toContain('the record\'s provider is not "commet"');
});
