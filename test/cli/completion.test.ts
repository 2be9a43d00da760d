/** What shells are answered, also in the form of those that this machine may lack. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";

import { runCli, temporaryHome } from "../support/run-cli.ts";

const changeId = "01M8ZJ3QDG4T7N2M9XV5R1B6CA";
const run = "01M9ZJ3QDG4T7N2M9XV5R1B6CB";
const intent = (facts: object) =>
  `${JSON.stringify({ type: "intent", changeId, provider: "commet", id: "cus_1", name: "Ana", ...facts })}\n`;

/** A home in which something was changed, for real and at the emulator. */
async function place(config?: string) {
  const home = await temporaryHome();
  const state = join(home.path, "state/billing");
  await mkdir(join(state, "runs", run), { recursive: true });
  await mkdir(join(state, "emulator"));
  await writeFile(
    join(state, "journal.ndjson"),
    `torn"}\n${intent({})}${intent({ id: "cus_2", provider: "kirim", name: "B\tb\u001B[31m" })}`,
  );
  await writeFile(join(state, "emulator/journal.ndjson"), intent({ id: "cus_emulated" }));
  if (config !== undefined) await writeFile(join(home.path, ".billingrc"), config);
  const complete = async (line: string, env: Readonly<Record<string, string>> = {}) => {
    const words = ["__complete", "powershell", ...line.split(" ")];
    const world = { cwd: home.path, env: { XDG_STATE_HOME: join(home.path, "state"), ...env } };
    const { code, stdout, stderr } = await runCli(words, world);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    return stdout;
  };
  /** What the journal holds instead. */
  const record = (text: string) => writeFile(join(state, "journal.ndjson"), text);
  return { complete, record, [Symbol.asyncDispose]: () => home[Symbol.asyncDispose]() };
}

test("a line for each word: the word, a tab, and what it is, harmless to a terminal", async () => {
  await using here = await place();
  expect(await here.complete("customers get cus_")).toBe(
    "cus_2\tkirim B\\tb\\x1b[31m\ncus_1\tcommet Ana\n",
  );
  expect(await here.complete("customers drift k")).toBe("kirim:cus_2\tB\\tb\\x1b[31m\n");
  expect(await here.complete("customers drift kirim:cus_2 com")).toBe("commet:cus_1\tAna\n");
  expect(await here.complete("customers drift -p commet :empty")).toBe("cus_1\tcommet Ana\n");
  expect(await here.complete("undo :empty")).toBe(
    `${changeId}\tkirim cus_2 B\\tb\\x1b[31m\n${changeId}\tcommet cus_1 Ana\n${run}\trun\n`,
  );
  expect(await here.complete("history --run 01M9")).toBe(`${run}\trun\n`);
  expect(await here.complete("customers update --resume :empty")).toBe(`${run}\trun\n`);
  expect(await here.complete("apply pl")).toBe(":files\n");
});

test.each<[string, string | undefined, object, string, readonly string[]]>([
  ["--provider", undefined, {}, "customers get -p kirim cus_", ["cus_2"]],
  ["the configured provider", "provider: kirim", {}, "customers get cus_", ["cus_2"]],
  ["BILLING_PROVIDER", undefined, { BILLING_PROVIDER: "commet" }, "customers get cus_", ["cus_1"]],
  [
    "the provider of a profile",
    "profiles: { a: { provider: kirim } }",
    {},
    "customers get --profile a cus_",
    ["cus_2"],
  ],
  [
    "BILLING_PROFILE",
    "profiles: { a: { provider: kirim } }",
    { BILLING_PROFILE: "a" },
    "customers get cus_",
    ["cus_2"],
  ],
  ["--emulator", undefined, {}, "customers get --emulator cus_", ["cus_emulated"]],
  [
    "BILLING_EMULATOR",
    undefined,
    { BILLING_EMULATOR: "1" },
    "customers get cus_",
    ["cus_emulated"],
  ],
  ["the configured emulator", "emulator: true", {}, "customers get cus_", ["cus_emulated"]],
  ["--no-emulator", "emulator: true", {}, "customers get --no-emulator cus_", ["cus_2", "cus_1"]],
  [
    "--journal",
    undefined,
    {},
    "undo --journal state/billing/emulator/journal.ndjson 01M8",
    [changeId],
  ],
  [
    "BILLING_JOURNAL",
    undefined,
    { BILLING_JOURNAL: "state/billing/emulator/" },
    "customers get cus_",
    ["cus_emulated"],
  ],
  ["a configuration with mistakes", "provider: [", {}, "customers get cus_", ["cus_2", "cus_1"]],
  ["several providers", undefined, {}, "customers list -p kirim,commet --status act", ["active"]],
  [
    "the provider's own options alone",
    "provider: maple",
    {},
    "customers update --org",
    ["--org-name"],
  ],
])("ids and words by %s", async (_what, config, env, line, words) => {
  await using here = await place(config);
  const found = await here.complete(line, env as Readonly<Record<string, string>>);
  expect(found.split("\n").flatMap((text) => (text === "" ? [] : [text.split("\t")[0]]))).toEqual(
    words,
  );
});

test("a customer that was made is one by the id that its answer has, and a call as it stands is none", async () => {
  await using here = await place();
  const made = { changeId: "01M8ZJ3QDG4T7N2M9XV5R1B6CC", id: "", name: "Neu", creates: true };
  const unknown = { ...made, changeId: "01M8ZJ3QDG4T7N2M9XV5R1B6CD", name: "Lost" };
  const call = { ...made, changeId: "01M8ZJ3QDG4T7N2M9XV5R1B6CE", name: "POST /customers" };
  const result = { type: "result", changeId: made.changeId, outcome: "created", id: "cus_made" };
  await here.record(`${intent(made)}${JSON.stringify(result)}\n${intent(unknown)}${intent(call)}`);
  expect(await here.complete("customers get :empty")).toBe("cus_made\tcommet Neu\n");
  expect(await here.complete("customers drift :empty")).toBe("commet:cus_made\tNeu\n");
  expect((await here.complete("undo :empty")).split("\n").slice(0, 3)).toEqual([
    `${call.changeId}\tcommet POST /customers`,
    `${unknown.changeId}\tcommet Lost`,
    `${made.changeId}\tcommet cus_made Neu`,
  ]);
});

test.each(["get", "update", "edit", "drift"])(
  "customers %s offers no id of the provider's where your own is asked for",
  async (verb) => {
    await using here = await place();
    expect(await here.complete(`customers ${verb} --by external-id :empty`)).toBe("");
    expect(await here.complete(`customers ${verb} --by id :empty`)).not.toBe("");
  },
);

test("names are not shown where the configuration masks them", async () => {
  await using here = await place("mask: true");
  expect(await here.complete("customers get cus_1")).toBe("cus_1\tcommet \n");
});

test.each([
  "customers update --set status=",
  "customers update -p nobody --status ",
  "customers get --profile x cus_",
  "customers get --config /nowhere cus_",
  "history --run :empty",
  "customers list --fields ,,",
  "config check :empty",
  "zzz",
  "customers get --journal - cus_",
])("%s is never an error", async (line) => {
  await using home = await temporaryHome();
  for (const shell of ["bash", "zsh", "fish", "powershell"]) {
    const words = shell === "bash" ? [`billing ${line}`] : line.split(" ");
    expect(await runCli(["__complete", shell, ...words], { cwd: home.path })).toMatchObject({
      code: 0,
      stderr: "",
    });
  }
});

/**
 * No PowerShell is at hand where this was written: a parser of its language (tree-sitter-pwsh) took the script, and here
 * is held what it relies on.
 */
test("the script for PowerShell is balanced, and asks and reads as the program answers", async () => {
  const { stdout } = await runCli(["completion", "powershell"]);
  const bare = stdout.replaceAll(/"(?:`.|[^"`])*"|'(?:''|[^'])*'|^#.*$/gmu, "");
  expect(bare).not.toMatch(/["']/u);
  const open: string[] = [];
  for (const sign of bare.replaceAll(/[^(){}[\]]/gu, "")) {
    if ("({[".includes(sign)) open.push(sign);
    else expect(open.pop()).toBe({ ")": "(", "}": "{", "]": "[" }[sign]);
  }
  expect(open).toEqual([]);
  expect(stdout).toContain("Register-ArgumentCompleter -Native -CommandName billing -ScriptBlock");
  expect(stdout).toContain("billing __complete powershell @words $current");
  expect(stdout).toContain("else { ':empty' }");
  expect(stdout).toContain("$_ -ne ':files'");
  // Words as they are meant, and quotes around what PowerShell would take apart.
  expect(stdout).toContain("StringConstantExpressionAst]) { $_.Value } else { $_.ToString() }");
  expect(stdout).toContain(String.raw`-match '^[\w./:=+-]+$'`);
  expect(stdout).toContain(`$wordToComplete -replace '^[''"]|[''"]$', ''`);
  expect(stdout).toContain(`"'" + ($value -replace "'", "''") + "'"`);
  expect(stdout).toContain('$_ -split "`t", 2');
  // An empty text would be no tool tip, and end the completion with an error.
  expect(stdout).toContain("if (-not $help) { $help = $value }");
});

test("statuses are those of the provider, of which a field can be set, and in capitals or not", async () => {
  await using here = await place();
  const words = async (line: string) =>
    (await here.complete(line)).split("\n").flatMap((each) => each.split("\t")[0] || []);
  expect(await words("customers list -p flexprice --status :empty")).toEqual([
    "published",
    "archived",
    "deleted",
  ]);
  expect(await words("customers list -p maple --status ac")).toEqual(["ACTIVE"]);
  expect(await words("customers list -p maple --status=ac")).toEqual(["--status=ACTIVE"]);
  expect(await words("customers update --status p")).toEqual(["pending"]);
  expect(await words("customers update --set status=p")).toEqual(["status=pending"]);
});

test("what stands behind two dashes is no option", async () => {
  await using here = await place();
  expect(await here.complete("customers update -- --na")).toBe("");
  expect(await here.complete("customers get -p kirim -- cus_")).toContain("cus_2");
  expect(await here.complete("customers update --name -- --na")).toContain("--native");
});
