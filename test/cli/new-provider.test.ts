/** What one more provider takes: its description in one registry and its emulation in the other, nothing else. */
import { globSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { commands } from "../../src/cli/commands.ts";
import { numberWord } from "../../src/domain/text/number-word.ts";
import { vendors } from "../../src/emulator/registry.ts";
import { providerIds } from "../../src/providers/registry.ts";
import { filesListedIn } from "../support/contributing.ts";
import { changedProgram } from "../support/changed-program.ts";
import { withDummyProvider } from "../support/dummy-provider/changes.ts";
import { runCli, temporaryHome, type World } from "../support/run-cli.ts";

let program: Awaited<ReturnType<typeof changedProgram>>;
beforeAll(async () => {
  program = await changedProgram(withDummyProvider);
});
afterAll(() => program[Symbol.asyncDispose]());

const run = (words: readonly string[], world: World = {}) =>
  runCli(words, { ...world, dispatch: program.dispatch });

/** What is printed by a command that succeeds. */
async function printed(words: readonly string[], env: Record<string, string> = {}) {
  const { code, stdout, stderr } = await run(words, { env });
  expect({ code, stderr: code === 0 ? "" : stderr }).toEqual({ code: 0, stderr: "" });
  return stdout;
}

describe("a provider that is in the registries", () => {
  test("is read, planned, updated, taken back and listed like any other", async () => {
    await using home = await temporaryHome();
    const env = { XDG_STATE_HOME: home.path };
    const at = ["-p", "dummy", "--emulator", "-o", "json"];
    const shown = async (...words: string[]) => JSON.parse(await printed([...words, ...at], env));
    const update = ["customers", "update", "d1", "--name", "Bo", "--unset", "locale", "--yes"];
    expect(await shown("customers", "get", "d1")).toMatchObject({
      id: "d1",
      name: "Ana",
      locale: "pt",
      shoes: "3",
      native: { called: "Ana", tongue: "pt" },
    });
    expect(await shown(...update, "--dry-run")).toMatchObject({
      outcome: "planned",
      request: {
        method: "PATCH",
        url: expect.stringMatching(/\/v9\/people\/d1$/u),
        body: { called: "Bo", tongue: null },
      },
    });
    const { changeId } = await shown(...update);
    const after = await shown("customers", "get", "d1");
    expect(after).toMatchObject({ id: "d1", name: "Bo", locale: null, shoes: "3" });
    await printed(["undo", changeId, "--emulator", "--yes", "-o", "json"], env);
    const undone = await shown("customers", "get", "d1");
    expect(undone).toMatchObject({ name: "Ana", locale: "pt" });
    const history = await printed(["history", "-p", "dummy", "--emulator", "-o", "json"], env);
    expect(JSON.parse(history).changes).toHaveLength(2);
  });

  test("takes part in a run of several providers", async () => {
    const rows = '{"id":"d1","provider":"dummy","name":"Cy"}\n';
    const { code, stdout } = await run(
      ["customers", "update", "--from", "-", "--emulator", "--yes", "-o", "json"],
      { stdin: rows },
    );
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ summary: { counts: { updated: 1 } } });
  });

  test("is refused what its own rules refuse, before anything is sent", async () => {
    const long = ["--name", "x".repeat(21)];
    const { code, stderr } = await run([
      "customers",
      "update",
      "d1",
      "-p",
      "dummy",
      "--emulator",
      ...long,
    ]);
    expect(code).toBe(2);
    expect(stderr).toContain("Dummy Billing refuses");
  });

  test("is in help, in flags, in the support table, in the example and in the environment", async () => {
    expect(await printed(["help"])).toContain(
      `all ${numberWord(providerIds.length + 1)} providers`,
    );
    expect(await printed(["providers"])).toMatch(/^FIELD .* DUMMY$/mu);
    expect(await printed(["providers", "dummy"])).toMatch(
      /^name +called +yes +yes +no +at most 20/mu,
    );
    expect(await printed(["customers", "update", "--help-all"])).toMatch(/--provider.*[^]*dummy/u);
    expect(await printed(["customers", "update", "--help-all"])).toMatch(/--locale[^]*?dummy\)/u);
    expect(await printed(["help", "environment"])).toMatch(
      /^BILLING_DUMMY_API_KEY +API key of no/mu,
    );
    expect(await printed(["help", "config"])).toContain("  dummy: # Dummy Billing\n");
    expect(await printed(["help", "faults"])).toMatch(/^vendor .*dummy or any$/mu);
  });
});

describe("the files that CONTRIBUTING names for a new provider", () => {
  const known: readonly string[] = vendors.map(({ id }) => id);
  const listed = filesListedIn("A new provider");

  test("name each file that the provider above was added to", () => {
    expect(listed).toEqual(expect.arrayContaining(Object.keys(withDummyProvider)));
  });

  test("exist for each provider there is", () => {
    expect(providerIds).toEqual(known);
    for (const id of known) {
      for (const file of listed) {
        expect([file, ...globSync(file.replace("<id>", id))]).not.toEqual([file]);
      }
    }
  });

  test("are all the files of src that name one, but for what help shows", () => {
    const patterns = listed.filter((file) => file.startsWith("src/"));
    const shown = /\bbilling [a-z]|^ *['"`] +\S+:\S+:|^ *["']It counts|for example/u;
    for (const id of known) {
      const allowed = new Set(patterns.flatMap((file) => globSync(file.replace("<id>", id))));
      const naming = globSync("src/**/*.ts").filter((file) =>
        codeOf(file)
          .split("\n")
          .some((line) => new RegExp(`\\b${id}\\b`, "iu").test(line) && !shown.test(line)),
      );
      expect(naming.filter((file) => !allowed.has(file))).toEqual([]);
    }
  });

  test("leave no command that names a provider in its summary", () => {
    const said = commands.map(({ summary }) => summary).join(" ");
    expect(known.filter((id) => said.includes(id))).toEqual([]);
  });
});

function codeOf(file: string): string {
  expect(basename(file)).toMatch(/\.ts$/u);
  return readFileSync(file, "utf8")
    .replaceAll(/\/\*[^]*?\*\//gu, "")
    .replaceAll(/(?<=^|\s)\/\/.*$/gmu, "");
}
