/** What somebody needs who has nothing but the helps and what the program says. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { expect, test } from "vitest";

import { runCli, temporaryHome } from "../support/run-cli.ts";
import { place } from "./plans.ts";

test.each([
  ["find mara", "customers list"],
  ["customers find mara", "customers list"],
  ["customers search mara", "customers list"],
  ["customers ls", "customers list"],
  ["customers show cus_1", "customers get"],
  ["show cus_1", "customers get"],
  ["customers change cus_1", "customers update"],
  ["customers add", "customers create"],
  ["init", "config init"],
  ["login", "config init"],
  ["config setup", "config init"],
  ["log", "history"],
  ["revert", "undo"],
  ["serve", "emulator start"],
  ["emulator serve", "emulator start"],
  ["customer list", "customers"],
  ["get cus_1", "customers get"],
])("billing %s is billing %s", async (words, meant) => {
  const { code, stderr } = await runCli(words.split(" "));
  expect(code).toBe(2);
  expect(stderr).toMatch(new RegExp(`did you mean "${meant}"\\?\\n`, "u"));
});

test("a word that stands for nothing gets no guess", async () => {
  const { stderr } = await runCli(["customers", "delete", "cus_1"]);
  expect(stderr).toContain('there is no command "customers delete"\n');
});

test("a list of an exact name that nobody has tells how a part of it is found", async () => {
  await using at = await place();
  const words = ["customers", "list", "-p", "maple", "--name", "mara l"];
  const { code, stdout, stderr } = await at.run(words);
  expect({ code, stdout }).toEqual({ code: 0, stdout: "no customers\n" });
  const [, search = ""] = /--name takes a whole name .*--search '([^']*)'\n/u.exec(stderr) ?? [];
  const found = await at.run([...words.slice(0, -2), "--search", search]);
  expect(found.stdout).toContain("Mara Lind");
  const exact = await at.run([...words.slice(0, -1), "Mara Lind"]);
  expect(exact.stderr).not.toContain("--search");
  const json = await at.run([...words, "-o", "json"]);
  expect({ code: json.code, stdout: json.stdout }).toEqual({ code: 0, stdout: "[]\n" });
});

test.each(["get", "update", "edit"])(
  "customers %s of a name tells how it is found",
  async (verb) => {
    await using at = await place();
    const change = verb === "update" ? ["--name", "X"] : [];
    const env = { VISUAL: "true" };
    for (const [name, code] of [
      ["Mara Lind", 2],
      ["mara", 4],
    ] as const) {
      const done = await at.run(["customers", verb, name, "-p", "maple", ...change], { env });
      expect(done.code).toBe(code);
      const [, command = ""] = /billing (customers list .*)\n/u.exec(done.stderr) ?? [];
      const words = [...command.matchAll(/'([^']*)'|(\S+)/gu)].map(([, a, b]) => a ?? b ?? "");
      const list = words.slice(0, words.indexOf("--emulator"));
      expect((await at.run(list)).stdout).toContain("Mara Lind");
    }
  },
);

test("a provider that stands where an option belongs is told to be one", async () => {
  const { code, stderr } = await runCli(["config", "init", "kirim"]);
  expect(code).toBe(2);
  expect(stderr).toContain("hint: name a provider with -p kirim\n");
});

test.each([
  ["config check", ["maple"], ["-p", "maple"]],
  ["whoami", ["maple"], ["--provider", "maple"]],
  ["providers", ["maple"], ["-p", "maple"]],
])("%s takes a provider as other commands do, too", async (words, operand, option) => {
  await using at = await place();
  const local = words === "providers";
  const run = (more: readonly string[]) =>
    local ? runCli([...words.split(" "), ...more]) : at.run([...words.split(" "), ...more]);
  const [one, other] = [
    await run([...operand, "-o", "json"]),
    await run([...option, "-o", "json"]),
  ];
  // The port is another each time, and so may be the second in which the emulator answered.
  const steady = (text: string) => text.replaceAll(/(127\.0\.0\.1:|"clockSeconds": )-?\d+/gu, "$1");
  expect([other.code, steady(other.stdout)]).toEqual([0, steady(one.stdout)]);
  const both = await run([...operand, ...option]);
  expect(both).toMatchObject({ code: 2, stderr: expect.stringContaining("keep one of them") });
  const none = await run(["-p", "mapel"]);
  expect(none).toMatchObject({ code: 2, stderr: expect.stringContaining('did you mean "maple"?') });
});

test("several providers are checked", async () => {
  await using at = await place();
  const { code, json } = await at.run(["config", "check", "-p", "maple,kirim", "-o", "json"]);
  expect(code).toBe(0);
  const names = json().providers.map(({ provider }: { provider: string }) => provider);
  expect(names).toEqual(["maple", "kirim"]);
  expect((await at.run(["whoami", "-p", "all", "-o", "json"])).json().providers).toHaveLength(5);
});

test("a second provider for a configuration that is there is shown as it is to be added", async () => {
  await using home = await temporaryHome();
  const env = { XDG_CONFIG_HOME: home.path };
  const init = (words: readonly string[], stdin = "") =>
    runCli(["config", "init", "--no-input", ...words], { env, stdin });
  await init(["-p", "kirim"]);
  const second = await init(["-p", "maple", "--set", "companyId=cmp_1", "--set", "timeout=60"]);
  expect(second.code).toBe(2);
  expect(second.stderr).toContain(
    'under "providers:": maple: { token: { env: MAPLE_TOKEN }, companyId: cmp_1, timeout: 60 }\n',
  );
  // It is what the file takes.
  const path = join(home.path, "billing", "config.yaml");
  const [, line = ""] = /under "providers:": (.*)\n/u.exec(second.stderr) ?? [];
  await writeFile(
    path,
    (await readFile(path, "utf8")).replace("providers:\n", `providers:\n  ${line}\n`),
  );
  const shown = await runCli(["config", "show", "-o", "json"], { env });
  expect(shown.stdout).toContain("cmp_1");

  const secret = "kdv_live_not-to-be-shown-1";
  const text = await init(["-p", "kirim", "--credential", "text"], secret);
  expect(text.code).toBe(2);
  expect(text.stderr).not.toContain(secret);
  // What cannot be said is not said instead.
  const needs = await init(["-p", "maple"]);
  expect(needs.stderr).toMatch(/is there already[^]*with --config <path>\n$/u);
});

test("the newest record is shown with --last", async () => {
  await using at = await place();
  const none = await at.run(["history", "show", "--last"]);
  expect(none).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("nothing is recorded yet"),
  });
  const change = await at.updated("maple", ["--name", "A"]);
  const shown = await at.run(["history", "show", "--last", "-o", "json"]);
  expect(shown.json()).toMatchObject({ changeId: change });
  const undone = await at.run(["undo", change, "-o", "json"]);
  const last = await at.run(["history", "show", "--last", "-o", "json"]);
  expect(last.json()).toMatchObject({ changeId: undone.json().changeId, undoes: change });
  await at.write("rows.csv", "id,name\ncus_2Nb8LmPq,B\n");
  await at.run(["customers", "update", "--from", "rows.csv", "-p", "maple", "-q"]);
  expect((await at.run(["history", "show", "--last"])).stdout).toContain("update rows.csv, 1 row");
  const both = await at.run(["history", "show", "--last", change]);
  expect(both).toMatchObject({ code: 2, stderr: expect.stringContaining("leave one of them out") });
  const neither = await at.run(["history", "show"]);
  expect(neither).toMatchObject({ code: 2, stderr: expect.stringContaining("or add --last") });
});

test("no help speaks of an option that it does not show", async () => {
  const { stdout } = await runCli(["history", "--help"]);
  expect(stdout).toMatch(/\n {2}--resolve +find out/u);
  const { commands } = await import("../../src/cli/commands.ts");
  const dangling: string[] = [];
  for (const { words } of commands) {
    const help = (await runCli([...words.split(" "), "--help"])).stdout;
    const [, options = ""] =
      /\n(?:Common options|[A-Z][\w ,]+):\n([^]*?)\n\nExamples/u.exec(help) ?? [];
    const shown = new Set(
      [...options.matchAll(/^ +(?:-\w, )?(--[\w-]+)/gmu)].map(([, flag]) => flag),
    );
    const said = [...options.matchAll(/ {2,}.*?with (--[\w-]+):/gmu)].map(([, flag]) => flag ?? "");
    dangling.push(...said.filter((flag) => !shown.has(flag)).map((flag) => `${words}: ${flag}`));
  }
  expect(dangling).toEqual([]);
});

test("who has configured nothing is told where to begin", async () => {
  for (const words of [["customers", "get", "x"], ["whoami"], ["customers", "list", "-p", "all"]]) {
    const { code, stderr } = await runCli(words);
    expect([words, code === 2 || code === 3]).toEqual([words, true]);
    expect(stderr).toContain("billing config init");
  }
});

test.each<[column: string, meaning: string, provider?: string]>([
  ["Customer ID", "id"],
  ["customer id", "id"],
  ["customer_id", "id"],
  ["ID of the customer", "id"],
  ["External ID", "externalId"],
  ["our id", "externalId"],
  ["customer erp id", "customerErpId", "vayu"],
  ["full name", "name"],
  ["Company Name", "name"],
  ["E-Mail", "email"],
  ["Timezone", "timezone", "flexprice"],
  // What the provider has not stands among the customer's own keys, where it has those.
  ["Timezone", "metadata.Timezone"],
  ["Colour", "metadata.Colour"],
  ["Colour", "", "vayu"],
])("a spreadsheet's column %j is shown as %s", async (column, meaning, provider = "maple") => {
  await using at = await place();
  await at.write("rows.csv", `${column},x\n1,2\n`);
  const words = ["customers", "update", "--from", "rows.csv", "-p", provider];
  const { code, stderr } = await at.run(words);
  expect(code).toBe(2);
  expect(stderr).toContain(`--map "${column}=${meaning}"`);
});
