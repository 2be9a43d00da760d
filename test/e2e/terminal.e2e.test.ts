import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { describe, expect, test } from "vitest";

import { displayWidth } from "../../src/render/text/measure.ts";
import { gatedProvider } from "../support/gated-provider.ts";
import { machineNode } from "../support/nodes.ts";
import { key, onTerminal, shellOnTerminal } from "../support/pseudo-terminal.ts";
import { temporaryHome } from "../support/run-cli.ts";

const node = machineNode();

const escape = "\u001B";
const colour = new RegExp(`${escape}\\[3\\dm`, "u");
const turning = /[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]/u;

const update = ["customers", "update", "cus_7Qm2rT", "-p", "commet"];
const rename = [...update, "--name", "Ana Lima", "--emulator"];
const kirim = ["customers", "update", "cus_7H2KX0M4QWERTN8B3ZC5DVA9PG", "-p", "kirim"];
const clearEmail = [...kirim, "--unset", "email", "--emulator"];

const inShell = (words: readonly string[]) =>
  `billing ${words.map((word) => `'${word}'`).join(" ")}`;

describe.concurrent("a terminal", () => {
  test("shows what it waits for while a read is slow, and wipes it afterwards", async () => {
    await using home = await temporaryHome();
    await using provider = await gatedProvider({ hold: "GET" });
    await using terminal = onTerminal([...update, "--name", "Ana Lima"], {
      node,
      home: home.path,
      env: provider.env,
    });
    await provider.arrived("GET");
    await terminal.waitFor(/[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏] reading customer cus_7Qm2rT at Commet/u);
    provider.open();
    expect(await terminal.ended).toEqual({ code: 0, signal: 0 });
    expect(terminal.screen()).not.toMatch(turning);
    expect(terminal.screen()).not.toContain("reading");
    expect(terminal.screen()).toMatch(
      /^commet · cus_7Qm2rT · Ana Ferreira[^]*\nplanned · sent now\n\ncommet · cus_7Qm2rT · Ana Ferreira/u,
    );
  });

  test("keeps what runs from right to left within its cell, and a pipe gets it as it is", async () => {
    await using home = await temporaryHome();
    const words = [...update, "--name", "שלום 12", "--dry-run", "--emulator"];
    await using terminal = onTerminal(words, { node, home: home.path });
    expect((await terminal.ended).code).toBe(0);
    expect(terminal.output()).toContain("\u2068שלום 12\u2069");
    const quoted = words.map((word) => `'${word}'`).join(" ");
    const world = { node, home: home.path };
    await using piped = shellOnTerminal(`billing ${quoted} | cat`, world);
    expect((await piped.ended).code).toBe(0);
    expect(piped.output()).toContain("שלום 12");
    expect(piped.output()).not.toMatch(/[\u2066-\u2069]/u);
  });

  test.each([
    "billing --help",
    "billing providers",
    "billing help files",
    "billing help rows",
    "billing customers list -p all --emulator",
    `billing ${rename.join(" ").replace("Ana Lima", "Ana")} -n`,
    "billing emulator status",
    "printf 'id,name\\ncus_7Qm2rT,Zed\\n' | billing customers update --from - -p commet --emulator -y",
  ])("draws no boxes and no braille where the locale has none: %s", async (line) => {
    await using home = await temporaryHome();
    const env = { LC_ALL: "C" };
    await using terminal = shellOnTerminal(line, { node, home: home.path, env });
    expect((await terminal.ended).code).toBe(0);
    expect(terminal.output()).not.toMatch(/[\u2190-\u21ff\u2500-\u25ff\u2800-\u28ff]/u);
  });

  test("shows nothing turning on a dumb terminal, nor colour", async () => {
    await using home = await temporaryHome();
    await using terminal = onTerminal(rename, { node, home: home.path, env: { TERM: "dumb" } });
    expect((await terminal.ended).code).toBe(0);
    expect(terminal.output()).not.toContain(escape);
    expect(terminal.output()).toContain("updated");
  });

  test.each([
    ["Enter", key.enter, 11, "error: declined; nothing was written"],
    ["n", `n${key.enter}`, 11, "error: declined; nothing was written"],
    ["the end of input", key.ctrlD, 11, "error: declined; nothing was written"],
    ["y", `y${key.enter}`, 0, "updated"],
    ["yes", `yes${key.enter}`, 0, "updated"],
  ])("asks before it destroys: %s", async (_name, typed, code, outcome) => {
    await using home = await temporaryHome();
    await using terminal = onTerminal(clearEmail, { node, home: home.path });
    await terminal.waitFor(/Carry it out\? \[y\/N\] $/u);
    terminal.type(typed);
    expect(await terminal.ended).toEqual({ code, signal: 0 });
    expect(terminal.screen()).toMatch(new RegExp(`^${outcome}\\b`, "mu"));
  });

  test.each([
    ["never", clearEmail, false],
    ["destructive", rename, false],
    ["destructive", clearEmail, true],
    ["changes-data", [...update, "--metadata", "wave=2", "--emulator"], false],
    ["changes-data", rename, true],
    ["always", [...update, "--metadata", "wave=2", "--emulator"], true],
  ] as const)(
    "--confirm %s %j: asked is %s, and it is shown before",
    async (mode, words, isAsked) => {
      await using home = await temporaryHome();
      const asking = [...words, "--confirm", mode];
      await using terminal = onTerminal(asking, { node, home: home.path });
      if (isAsked) {
        await terminal.waitFor(/Carry it out\? \[y\/N\] $/u);
        expect(terminal.screen()).toMatch(/^account: .*emulated\n {4}FIELD/mu);
        terminal.type(`n${key.enter}`);
      }
      expect((await terminal.ended).code).toBe(isAsked ? 11 : 0);
      expect(terminal.screen()).toMatch(
        isAsked ? /declined; nothing was written/u : /\nplanned · sent now\n[^]*\nupdated · /u,
      );
      expect(terminal.screen().includes("[y/N]")).toBe(isAsked);
      // Where no terminal is, who would be asked must say --yes.
      const line = inShell(asking);
      await using piped = shellOnTerminal(`${line} --yes 2>&1 < /dev/null | cat`, {
        node,
        home: home.path,
      });
      expect((await piped.ended).code).toBe(0);
      expect(piped.output()).not.toContain("sent now");
    },
  );

  test("Ctrl-C at the question is no yes", async () => {
    await using home = await temporaryHome();
    await using terminal = onTerminal(clearEmail, { node, home: home.path });
    await terminal.waitFor(/Carry it out\? \[y\/N\] $/u);
    terminal.type(key.ctrlC);
    expect(await terminal.ended).toEqual({ code: 130, signal: 0 });
    expect(terminal.screen()).not.toMatch(/^updated\b/mu);
  });

  test.each([40, 80, 200])("keeps the table within %i columns", async (columns) => {
    await using home = await temporaryHome();
    const long = "A name much longer than a narrow terminal is wide, and then some more of it";
    const line = `billing ${words([...update, "--name", long, "--emulator"])} 2> err.txt`;
    await using terminal = shellOnTerminal(line, { node, home: home.path, columns });
    expect((await terminal.ended).code).toBe(0);
    const lines = stripVTControlCharacters(terminal.output()).split("\r\n");
    // A command to copy is never broken.
    const broken = lines.filter((text) => !text.startsWith("undo with:"));
    expect(Math.max(...broken.map(({ length }) => length))).toBeLessThanOrEqual(columns);
    const text = lines.join(" ").replaceAll(/[\s·+]+/gu, " ");
    expect(text).toContain(columns === 200 ? long : "A name much longer");
    expect(text).toContain("updated");
  });

  test.each([40, 80, 200])("keeps lists, records and helps within %i columns", async (columns) => {
    await using home = await temporaryHome();
    const lines = [
      "customers list -p all --emulator -q",
      "customers get 65f0c1a2b3d4e5f60718293a -p vayu --emulator -q",
      "customers update 65f0c1a2b3d4e5f60718293a -p vayu --name Ida --emulator -q",
      "history --emulator -q",
      "history show --last --emulator -q",
      "whoami --emulator -q",
      "customers update --help-all",
      "help rows",
    ];
    const line = lines.map((each) => `billing ${each}`).join(" && ");
    await using terminal = shellOnTerminal(line, { node, home: home.path, columns });
    expect((await terminal.ended).code).toBe(0);
    const shown = stripVTControlCharacters(terminal.output()).split("\r\n");
    const over = shown.filter(
      (text) => displayWidth(text) > columns && !text.startsWith("undo with:"),
    );
    expect(over).toEqual([]);
  });

  test("copes with a terminal that says it has no columns", async () => {
    await using home = await temporaryHome();
    await using terminal = shellOnTerminal(`stty cols 0; billing ${words(rename)}`, {
      node,
      home: home.path,
    });
    expect((await terminal.ended).code).toBe(0);
    expect(terminal.output()).toContain("updated");
  });

  test.each([
    ["a terminal has colour", [], {}, true],
    ["NO_COLOR takes it away", [], { NO_COLOR: "1" }, false],
    ["NO_COLOR wins over FORCE_COLOR", [], { NO_COLOR: "1", FORCE_COLOR: "1" }, false],
    ["an empty NO_COLOR says nothing", [], { NO_COLOR: "" }, true],
    ["--color=always wins over NO_COLOR", ["--color=always"], { NO_COLOR: "1" }, true],
    ["--color=never wins over FORCE_COLOR", ["--color=never"], { FORCE_COLOR: "1" }, false],
  ])("%s", async (_name, flags, env, coloured) => {
    await using home = await temporaryHome();
    await using terminal = onTerminal([...rename, ...flags], { node, home: home.path, env });
    expect((await terminal.ended).code).toBe(0);
    expect(colour.test(terminal.output())).toBe(coloured);
  });

  test.each([
    ["a file has no colour", {}, false],
    ["FORCE_COLOR gives it some", { FORCE_COLOR: "1" }, true],
  ])("%s although stderr is a terminal", async (_name, env, coloured) => {
    await using home = await temporaryHome();
    await using terminal = shellOnTerminal(`billing ${words(rename)} > out.txt`, {
      node,
      home: home.path,
      env,
    });
    expect((await terminal.ended).code).toBe(0);
    expect(colour.test(await readFile(join(home.path, "out.txt"), "utf8"))).toBe(coloured);
  });

  test("an error is coloured where it is seen, whatever stdout is", async () => {
    await using home = await temporaryHome();
    const missing = "customers get cus_missing -p commet --emulator";
    await using seen = shellOnTerminal(`billing ${missing} > out.txt`, { node, home: home.path });
    expect((await seen.ended).code).toBe(4);
    expect(seen.output()).toContain(`${escape}[31m${escape}[1merror:`);
    await using kept = shellOnTerminal(`billing ${missing} 2> err.txt`, { node, home: home.path });
    expect((await kept.ended).code).toBe(4);
    expect(await readFile(join(home.path, "err.txt"), "utf8")).toMatch(/^error:/mu);
  });
});

function words(all: readonly string[]): string {
  return all.map((word) => `'${word}'`).join(" ");
}
