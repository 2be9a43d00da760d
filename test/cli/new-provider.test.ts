/** What one more provider takes: its description in one registry and its emulation in the other, nothing else. */
import { globSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { describe, expect, test, vi } from "vitest";

import { commands } from "../../src/cli/commands.ts";
import { vendors } from "../../src/emulator/registry.ts";
import { providerIds } from "../../src/providers/registry.ts";
import { filesListedIn } from "../support/contributing.ts";
import { runCli, temporaryHome } from "../support/run-cli.ts";

vi.mock("../../src/providers/registry.ts", async (load) => {
  const real = await load<typeof import("../../src/providers/registry.ts")>();
  const { dummy } = await import("../support/dummy-provider/description.ts");
  return { ...real, ...real.registryOf({ ...real.providers, dummy }) };
});
vi.mock("../../src/emulator/registry.ts", async (load) => {
  const real = await load<typeof import("../../src/emulator/registry.ts")>();
  const { dummyVendor } = await import("../support/dummy-provider/vendor.ts");
  return { vendors: [...real.vendors, dummyVendor] };
});

/** What is printed by a command that succeeds. */
async function printed(words: readonly string[], env: Record<string, string> = {}) {
  const { code, stdout, stderr } = await runCli(words, { env });
  expect({ code, stderr: code === 0 ? "" : stderr }).toEqual({ code: 0, stderr: "" });
  return stdout;
}

describe("a provider that is in the registries", () => {
  test("is read, planned, updated, taken back and listed like any other", async () => {
    await using home = await temporaryHome();
    const env = { XDG_STATE_HOME: home.path };
    const at = ["-p", "dummy", "--emulator", "-o", "json"];
    const run = async (...words: string[]) => JSON.parse(await printed([...words, ...at], env));
    const update = ["customers", "update", "d1", "--name", "Bo", "--unset", "locale", "--yes"];
    expect(await run("customers", "get", "d1")).toMatchObject({
      id: "d1",
      name: "Ana",
      locale: "pt",
      shoes: "3",
      native: { called: "Ana", tongue: "pt" },
    });
    expect(await run(...update, "--dry-run")).toMatchObject({
      outcome: "planned",
      request: {
        method: "PATCH",
        url: expect.stringMatching(/\/v9\/people\/d1$/u),
        body: { called: "Bo", tongue: null },
      },
    });
    const { changeId } = await run(...update);
    const after = await run("customers", "get", "d1");
    expect(after).toMatchObject({ id: "d1", name: "Bo", locale: null, shoes: "3" });
    await printed(["undo", changeId, "--emulator", "--yes", "-o", "json"], env);
    const undone = await run("customers", "get", "d1");
    expect(undone).toMatchObject({ name: "Ana", locale: "pt" });
    const history = await printed(["history", "-p", "dummy", "--emulator", "-o", "json"], env);
    expect(JSON.parse(history).changes).toHaveLength(2);
  });

  test("takes part in a run of several providers", async () => {
    const rows = '{"id":"d1","provider":"dummy","name":"Cy"}\n';
    const { code, stdout } = await runCli(
      ["customers", "update", "--from", "-", "--emulator", "--yes", "-o", "json"],
      { stdin: rows },
    );
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ summary: { counts: { updated: 1 } } });
  });

  test("is refused what its own rules refuse, before anything is sent", async () => {
    const long = ["--name", "x".repeat(21)];
    const { code, stderr } = await runCli([
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
    expect(await printed(["help"])).toContain(`all ${numberOf(providerIds.length)} providers`);
    expect(await printed(["providers"])).toMatch(/^FIELD .* DUMMY$/mu);
    expect(await printed(["providers", "dummy"])).toMatch(
      /^name +called +yes +yes +no +at most 20/mu,
    );
    expect(await printed(["customers", "update", "--help"])).toMatch(/--provider.*[^]*dummy/u);
    expect(await printed(["customers", "update", "--help"])).toMatch(/--locale[^]*?dummy\)/u);
    expect(await printed(["help", "environment"])).toMatch(
      /^BILLING_DUMMY_API_KEY +API key of no/mu,
    );
    expect(await printed(["help", "config"])).toContain("  dummy: # Dummy Billing\n");
    expect(await printed(["help", "faults"])).toMatch(/^vendor .*dummy or any$/mu);
  });
});

function numberOf(count: number): string {
  return ["no", "one", "two", "three", "four", "five", "six", "seven"][count] ?? "";
}

describe("the files that CONTRIBUTING names for a new provider", () => {
  const known: readonly string[] = vendors.map(({ id }) => id).filter((id) => id !== "dummy");
  const listed = filesListedIn("A new provider");

  test("exist for each provider there is", () => {
    expect(providerIds).toEqual([...known, "dummy"]);
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
