/** The published schemas against what is really printed and read. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import * as z from "zod";

import { schemaNamed, schemaNames, type SchemaName } from "../../src/cli/schemas.ts";
import { exampleConfig } from "../../src/config/example.ts";
import { parseText } from "../../src/config/files/parse-text.ts";
import { allProviders } from "../../src/providers/registry.ts";
import { checkDocuments, expectFits, unknownCommands } from "../support/fits-schema.ts";
import { runCli, temporaryHome } from "../support/run-cli.ts";

async function printed(words: readonly string[], state: string, code = 0) {
  const found = await runCli([...words, "-o", "json"], { env: { XDG_STATE_HOME: state } });
  expect(found).toMatchObject({ code });
  return JSON.parse(code === 0 ? found.stdout : found.stderr);
}

test.each(schemaNames)(
  "billing schema %s is a schema with a title and an address",
  async (name) => {
    const { code, json, stderr } = await runCli(["schema", name]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(json()).toMatchObject({
      $schema: "https://json-schema.org/draft/2020-12/schema",
      $id: expect.stringContaining(`/${name}.json`),
      title: expect.stringMatching(/\w/u),
    });
  },
);

test("without a name their names are listed, and config schema is that of a configuration", async () => {
  const { stdout } = await runCli(["schema"]);
  for (const name of schemaNames) expect(stdout).toMatch(new RegExp(`^${name} +\\S`, "mu"));
  expect((await runCli(["config", "schema"])).stdout).toBe(
    (await runCli(["schema", "config"])).stdout,
  );
  const wrong = await runCli(["schema", "outcom"]);
  expect(wrong).toMatchObject({ code: 2, stdout: "" });
  expect(wrong.stderr).toContain('did you mean "outcome"?');
});

const update = ["customers", "update", "cus_7Qm2rT", "-p", "commet", "--emulator"];

test("documents of one customer fit", async () => {
  await using home = await temporaryHome();
  const { path } = home;
  const plan = join(path, "plan.json");
  const customer = await printed(["customers", "get", ...update.slice(2)], path);
  expectFits("customer", customer);
  expectFits("patch", { name: "A", address: { city: null }, metadata: { a: 1 } });
  expectFits("row", customer);
  expectFits("new-customer", customer);
  expectFits("new-customer", { provider: "maple", externalId: "a", email: null });
  const made = ["customers", "create", "-p", "flexprice", "--external-id", "s-1", "--name", "S"];
  expectFits("outcome", await printed([...made, "--emulator", "--dry-run"], path));
  const created = await printed([...made, "--emulator"], path);
  expectFits("outcome", created);
  expectFits("change", await printed(["history", "show", created.changeId, "--emulator"], path));
  const back = ["undo", created.changeId, "--emulator"];
  expectFits("outcome", await printed([...back, "--dry-run"], path));
  expectFits("error", await printed(back, path, 11));
  expectFits("outcome", await printed([...update, "--name", "A", "-n", "--out", plan], path));
  expectFits("plan", JSON.parse(await readFile(plan, "utf8")));
  expectFits("outcome", await printed(["apply", plan, "--emulator"], path));
  const history = await printed(["history", "--emulator"], path);
  expectFits("history", history);
  const { changeId } = history.changes[0];
  expectFits("change", await printed(["history", "show", changeId, "--emulator"], path));
  const journal = await readFile(join(path, "billing", "emulator", "journal.ndjson"), "utf8");
  for (const line of journal.trim().split("\n")) expectFits("journal", JSON.parse(line));
  expectFits("error", await printed([...update, "--nmae", "x"], path, 2));
  expectFits("error", await printed([...update, "--set", "contacts=1"], path, 2));
  for (const each of await printed(["customers", "list", "-p", "all", "--emulator"], path))
    expectFits("customer", each);
});

test("documents of runs fit", async () => {
  await using home = await temporaryHome();
  const world = {
    env: { XDG_STATE_HOME: home.path },
    stdin: '{"id":"cus_7Qm2rT","name":"B"}\n{"id":"cus_nobody","name":"C"}\n',
  };
  const words = ["customers", "update", "-p", "commet", "--emulator", "--from", "-", "-y"];
  const { json } = await runCli([...words, "-o", "json"], world);
  expectFits("results", json());
  expectFits("run", json().summary);
  for (const row of json().results) expectFits("result", row);
  const history = await printed(["history", "--emulator"], home.path);
  expectFits("history", history);
  expectFits("recorded-run", history.runs[0]);
});

test("documents about the program fit", async () => {
  await using home = await temporaryHome();
  const { path } = home;
  expectFits("providers", await printed(["providers"], path));
  expectFits("emulator", await printed(["emulator", "status"], path));
  expectFits("config-path", await printed(["config", "path"], path));
  expectFits("config-show", await printed(["config", "show"], path));
  expectFits("config-check", await printed(["config", "check", "--emulator"], path));
  expectFits("config-check", await printed(["whoami", "kirim", "--emulator"], path));
  expectFits("config", parseText(exampleConfig(allProviders), false).value);
});

test.each<[SchemaName, unknown]>([
  ["config", { providers: { kirim: { apiKye: "x" } } }],
  ["config", { providers: { flexprice: { region: "mars" } } }],
  ["patch", { nmae: "x" }],
  ["patch", { contacts: [{ nmae: "x" }] }],
  ["outcome", { provider: "kirim" }],
])("the schema %s refuses %j", (name, value) => {
  const schema = z.fromJSONSchema(schemaNamed(name) as z.core.JSONSchema.JSONSchema);
  expect(schema.safeParse(value).success).toBe(false);
});

test("every test's documents are held against their schemas, and each command is known", () => {
  expect(unknownCommands).toEqual([]);
  const ended = { code: 0, stderr: "", stdout: '{"provider":"kirim"}\n' };
  for (const line of [
    "customers update x -o json",
    "undo x --output=ndjson",
    "customers get x -ojson",
  ])
    expect(() => checkDocuments(line.split(" "), ended)).toThrow("no document of the schema");
  expect(() =>
    checkDocuments(["apply", "x", "-o", "json"], { code: 2, stdout: "", stderr: '{"error":{}}' }),
  ).toThrow("no document of the schema error");
  expect(checkDocuments(["customers", "get", "x"], ended)).toBe(0);
});
