import { expect, test } from "vitest";

import { version } from "../../src/version.ts";
import { runCli } from "../support/run-cli.ts";

test("billing alone shows what it can do, and a first command to try", async () => {
  const { code, stdout, stderr } = await runCli([]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  for (const word of ["customers", "emulator", "providers", "help", "--version"]) {
    expect(stdout).toContain(word);
  }
  const [, first = ""] = /^ {2}\$ billing (.*)$/mu.exec(stdout) ?? [];
  expect(first).toContain("--emulator");
  const words = Array.from(
    first.matchAll(/"([^"]*)"|(\S+)/gu),
    ([, quoted, word]) => quoted ?? word,
  );
  const tried = await runCli(words.filter((word) => word !== undefined));
  expect(tried).toMatchObject({ code: 0, stdout: expect.stringContaining("updated") });
});

test.each([[["--help"]], [["-h"]], [["help"]]])("%j is the same help", async (args) => {
  const { code, stdout } = await runCli(args);
  expect({ code, stdout }).toEqual({ code: 0, stdout: (await runCli([])).stdout });
});

test.each(["customers", "config", "emulator"])("billing %s alone shows its help", async (group) => {
  const { code, stdout, stderr } = await runCli([group]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toContain(`Usage: billing ${group} <command>`);
  expect((await runCli([group, "--help"])).stdout).toBe(stdout);
  // The topic of that name is what people look for.
  if (group !== "config") expect((await runCli(["help", group])).stdout).toBe(stdout);
});

test.each(["--version", "-V"])("%s prints the version", async (flag) => {
  expect(await runCli([flag])).toMatchObject({ code: 0, stdout: `${version}\n`, stderr: "" });
});

test("a topic that is not there names the topics", async () => {
  const { code, stderr } = await runCli(["help", "exitcodes"]);
  expect(code).toBe(2);
  expect(stderr).toBe(
    'error: there is no help on "exitcodes"; did you mean "exit-codes"?\nhint: topics: exit-codes, environment, config, files, rows, providers, faults; or name a command\n',
  );
});

test("a command that is far from every other gets no guess", async () => {
  const { code, stderr } = await runCli(["zzz"]);
  expect(code).toBe(2);
  expect(stderr).toBe('error: there is no command "zzz"\nhint: see: billing --help\n');
});

test.each([
  ["—version", "—version: the dash was copied from a text and begins no option", "--version"],
  ["customers —help", "—help: the dash was copied from a text and begins no option", "--help"],
  ["'customers' list", `"'customers'" has its quotes in it`, "cmd.exe"],
  ["customers ‘list’", '"‘list’" has its quotes in it', "straight quotes"],
])("billing %s: what was copied or passed on is told", async (words, message, hint) => {
  const { code, stderr } = await runCli(words.split(" "));
  expect(code).toBe(2);
  expect(stderr).toContain(`error: ${message}\nhint: `);
  expect(stderr).toContain(hint);
});

test.each([
  ["customers list --name 'Ana'", false],
  ["customers update --from 'a.csv'", false],
  ["config init --set 'companyId=cmp_1'", false],
  ["customers update cus_1 --unset 'name'", false],
  ["customers update cus_1 --city 'Oslo'", true],
  ["customers create --metadata 'a=b'", true],
])("billing %s: JSON is named where quotes may be meant", async (words, isNamed) => {
  const { stderr } = await runCli(words.split(" "));
  expect(stderr).toContain("has its quotes in it\nhint: cmd.exe");
  expect(stderr.includes("--set path:=")).toBe(isNamed);
});

test.each(["__proto__", "constructor", "toString"])("%s is no command", async (word) => {
  for (const args of [[word], ["help", word], ["customers", word]]) {
    const { code, stdout, stderr } = await runCli(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/^error: there is no (?:command|help)/u);
  }
});

test("help after -- is not asked for", async () => {
  const { code, stdout } = await runCli(["customers", "get", "-p", "kirim", "--", "--help"]);
  expect(stdout).toBe("");
  expect(code).toBe(3);
});

test("what comes after -- does not choose the form of an error", async () => {
  const { stderr } = await runCli(["customers", "get", "--nmae", "--", "-o", "json"]);
  expect(stderr).toMatch(/^error: /u);
});
