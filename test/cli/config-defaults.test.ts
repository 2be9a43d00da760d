/** Defaults of options, from the configuration and from the environment. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";

import { outputFormats } from "../../src/cli/args/options/shared-options.ts";
import { defaultWords } from "../../src/config/defaults/default-words.ts";
import { runCli, temporaryHome, type World } from "../support/run-cli.ts";

const get = ["customers", "get", "cus_7Qm2rT", "-p", "commet"];

async function withConfig(text: string, words: readonly string[], world: World = {}) {
  await using home = await temporaryHome();
  await writeFile(join(home.path, ".billingrc"), text);
  return await runCli(words, { ...world, cwd: home.path });
}

test("the formats of a configuration are those of the command line", () => {
  expect(defaultWords.output.toSorted()).toEqual(outputFormats.toSorted());
});

test("output, quiet and emulator are taken from the file, and the command line wins", async () => {
  const file = "{ emulator: true, output: json, quiet: true }";
  const usual = await withConfig(file, get);
  expect(usual).toMatchObject({ code: 0, stderr: "" });
  expect(usual.json()).toMatchObject({ provider: "commet", id: "cus_7Qm2rT" });
  const other = await withConfig(file, [...get, "-o", "table", "--no-quiet"]);
  expect(other.stdout).toMatch(/^commet · /u);
  expect(other.stderr).toContain("emulated:");
  const real = await withConfig(file, [...get, "--no-emulator"]);
  expect(real).toMatchObject({ code: 3, stdout: "" });
  expect(JSON.parse(real.stderr)).toMatchObject({ error: { code: "auth" } });
});

test("a profile's defaults stand before the others of its file", async () => {
  const file = "{ output: json, profiles: { demo: { emulator: true, output: yaml } } }";
  const { code, stdout } = await withConfig(file, [...get, "--profile", "demo"]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^provider: commet$/mu);
});

test("mask and color are heeded", async () => {
  const words = ["customers", "update", "-p", "commet", "cus_7Qm2rT", "--email", "ana@b.example"];
  const update = [...words, "-n"];
  const masked = await withConfig("{ emulator: true, mask: true, color: always }", update);
  expect(masked.stdout).toContain("\u{1b}[");
  expect(masked.stdout).not.toContain("ana@");
  const plain = await withConfig("{ emulator: true, mask: true }", [...update, "--no-mask"]);
  expect(plain.stdout).toContain("ana@");
});

test("a format that a command lacks leaves it its own", async () => {
  const { code, stdout } = await withConfig("output: markdown", ["providers", "kirim"]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^FIELD /u);
});

test.each(["1", "true", "yes"])("BILLING_EMULATOR=%s stands for --emulator", async (word) => {
  const found = await runCli(get, { env: { BILLING_EMULATOR: word } });
  expect(found).toMatchObject({ code: 0, stdout: expect.stringMatching(/^commet · /u) });
  const env = { BILLING_EMULATOR: word };
  expect(await runCli([...get, "--no-emulator"], { env })).toMatchObject({ code: 3 });
});

test("BILLING_EMULATOR=0 wins over the file, and another word is refused before anything is sent", async () => {
  const off = await withConfig("emulator: true", get, { env: { BILLING_EMULATOR: "0" } });
  expect(off.code).toBe(3);
  const odd = await runCli(get, { env: { BILLING_EMULATOR: "maybe" } });
  expect(odd).toMatchObject({ code: 2, stdout: "" });
  expect(odd.stderr).toBe(
    "error: BILLING_EMULATOR: must be 1 or 0\nhint: 1 stands for --emulator\n",
  );
});

test.each([
  ["output: jsn", "output must be table, json, ndjson, csv, yaml or markdown"],
  ["color: red", "color must be auto, always or never"],
  ["emulator: 1", "emulator must be true or false"],
  ["quite: true", 'unknown key "quite"; did you mean "quiet"?'],
])("%s is refused with its place", async (file, said) => {
  const { code, stderr } = await withConfig(file, get);
  expect(code).toBe(3);
  expect(stderr).toMatch(/^error: \.billingrc:1:\d+: /u);
  expect(stderr).toContain(said);
});
