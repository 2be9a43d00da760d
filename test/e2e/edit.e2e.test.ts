/** A customer in real editors, on a terminal and without one. */
import { spawnSync } from "node:child_process";
import { globSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";

import { describe, expect, test } from "vitest";

import { machineNode } from "../support/nodes.ts";
import {
  key,
  onTerminal,
  type PseudoTerminal,
  shellOnTerminal,
} from "../support/pseudo-terminal.ts";
import { run, runShell, start } from "../support/built-program.ts";
import { temporaryHome } from "../support/run-cli.ts";

const node = machineNode();
const edit = ["customers", "edit", "cus_7Qm2rT", "-p", "commet", "--emulator"];
const versionOf = (program: string): string =>
  spawnSync("sh", ["-c", `${program} --version`], { encoding: "utf8" }).stdout;
const hasEd = versionOf("ed").includes("ed");
const hasVim = versionOf("vi").includes("VIM");

/** An editor that is a program of Node: `act` has the file's `path` and `text`. */
async function nodeEditor(home: string, act: string): Promise<string> {
  const path = join(home, "editor.mjs");
  await writeFile(
    path,
    `import { readFileSync, writeFileSync } from "node:fs";
const path = process.argv.at(-1);
const text = readFileSync(path, "utf8");
${act}
`,
  );
  return `'${node.path}' '${path}'`;
}

const rename = 'writeFileSync(path, text.replace(/^name: .*/mu, "name: Ana Lima"));';
const keptIn = (home: string) =>
  globSync(join(home, ".local/state/billing/emulator/edits/*/*.yaml"));

describe.concurrent("an editor on a terminal", () => {
  test.skipIf(!hasVim)("vi, with what its user types", async () => {
    await using home = await temporaryHome();
    await using terminal = onTerminal(edit, {
      node,
      home: home.path,
      env: { VISUAL: "vi -u NONE -N" },
    });
    await terminal.waitFor(/name: Ana Ferreira/u);
    terminal.type(`:%s/^name: .*/name: Ana Lima/${key.enter}`);
    terminal.type(`:wq${key.enter}`);
    expect(await terminal.ended).toEqual({ code: 0, signal: 0 });
    expect(stripVTControlCharacters(terminal.output())).toMatch(
      /~ name +Ana Ferreira +Ana Lima[^]*updated/u,
    );
    expect(keptIn(home.path)).toEqual([]);
  });

  test.skipIf(!hasVim)("a Ctrl-C in vi is vi's, and :cq gives up", async () => {
    await using home = await temporaryHome();
    await using terminal = onTerminal(edit, {
      node,
      home: home.path,
      // As a mapped key, for as an interrupt vi may also spend it on a drawing that it then leaves, and say nothing.
      env: { EDITOR: `vi -u NONE -N -c 'nnoremap <C-c> :w!<CR>'` },
    });
    await terminal.waitFor(/name: Ana Ferreira/u);
    terminal.type(`:s/^/X/${key.enter}`);
    await terminal.waitFor(/X# Customer/u);
    terminal.type(key.ctrlC);
    await terminal.waitFor(/written/u);
    terminal.type(`:cq${key.enter}`);
    expect((await terminal.ended).code).toBe(11);
    expect(terminal.output()).toMatch(/the editor ended with exit code 1[^]*the text is kept in/u);
    expect(keptIn(home.path)).toHaveLength(1);
  });

  test.skipIf(!hasVim)("vi again, with what was wrong in the first lines", async () => {
    await using home = await temporaryHome();
    await using terminal = onTerminal(edit, {
      node,
      home: home.path,
      env: { VISUAL: "vi -u NONE -N" },
    });
    await terminal.waitFor(/name: Ana Ferreira/u);
    terminal.type(`:%s/^name: .*/nmae: Ana Lima/${key.enter}:wq${key.enter}`);
    await terminal.waitFor(/unknown key "nmae"/u);
    terminal.type(`:%s/^nmae: /name: /${key.enter}:wq${key.enter}`);
    expect((await terminal.ended).code).toBe(0);
    expect(terminal.output()).toContain("updated");
  });

  test.skipIf(!hasEd)("ed, whose Ctrl-C ends nothing", async () => {
    await using home = await temporaryHome();
    await using terminal = onTerminal(edit, {
      node,
      home: home.path,
      env: { EDITOR: "ed -p ed:" },
    });
    await terminal.waitFor(/ed:$/u);
    terminal.type(key.ctrlC);
    await terminal.waitFor(/\?\s+ed:$/u);
    terminal.type(`,s/^name: .*/name: Ana Lima/${key.enter}w${key.enter}q${key.enter}`);
    expect(await terminal.ended).toEqual({ code: 0, signal: 0 });
    expect(terminal.output()).toContain("updated");
  });

  test("the question after the editor is answered by what is typed then", async () => {
    await using home = await temporaryHome();
    const act = 'writeFileSync(path, text.replace(/^externalId: .*/mu, "externalId: other"));';
    const env = { VISUAL: await nodeEditor(home.path, act) };
    await using terminal = onTerminal(edit, { node, home: home.path, env });
    await terminal.waitFor(/Carry it out\? \[y\/N\] $/u);
    terminal.type(`y${key.enter}`);
    expect((await terminal.ended).code).toBe(0);
    await using other = await temporaryHome();
    await using declined = onTerminal(edit, { node, home: other.path, env });
    await declined.waitFor(/Carry it out\? \[y\/N\] $/u);
    declined.type(key.ctrlC);
    expect((await declined.ended).code).toBe(130);
    expect(declined.output()).toContain("the text is kept in");
    expect(keptIn(other.path)).toHaveLength(1);
  });

  test("what is printed by the editor is not in a result that goes to a file", async () => {
    await using home = await temporaryHome();
    const env = { VISUAL: await nodeEditor(home.path, `console.log("chatter"); ${rename}`) };
    const line = `billing ${edit.join(" ")} -o json > out.json`;
    await using terminal = shellOnTerminal(line, { node, home: home.path, env });
    expect((await terminal.ended).code).toBe(0);
    expect(terminal.output()).toContain("chatter");
    const result = JSON.parse(await readFile(join(home.path, "out.json"), "utf8"));
    expect(result).toMatchObject({ outcome: "updated", after: { name: "Ana Lima" } });
  });

  test("a terminal that a killed editor left raw is as it was", async () => {
    await using home = await temporaryHome();
    const act = `${rename} process.stdin.setRawMode(true); process.kill(process.pid, "SIGKILL");`;
    const env = { VISUAL: await nodeEditor(home.path, act) };
    const line = `stty -g > before; billing ${edit.join(" ")}; echo "code $?"; stty -g > after`;
    await using terminal = shellOnTerminal(line, { node, home: home.path, env });
    await terminal.ended;
    expect(terminal.output()).toMatch(/was ended by SIGKILL[^]*code 11/u);
    const [before, after] = await Promise.all(
      ["before", "after"].map((name) => readFile(join(home.path, name), "utf8")),
    );
    expect(after).toBe(before);
    expect(keptIn(home.path)).toHaveLength(1);
  });

  test.each([40, 80, 200])("the result fits a terminal of %i columns", async (columns) => {
    await using home = await temporaryHome();
    const env = { VISUAL: await nodeEditor(home.path, rename) };
    await using terminal = onTerminal([...edit, "-q"], { node, home: home.path, env, columns });
    expect((await terminal.ended).code).toBe(0);
    expect(widest(terminal)).toBeLessThanOrEqual(columns);
  });
});

describe.concurrent("an editor without a terminal", () => {
  const renamed = { code: 0, signal: null, stdout: expect.stringMatching(/Ana Lima[^]*updated/u) };

  test.skipIf(!hasEd)("ed, with commands from a pipe", async () => {
    await using home = await temporaryHome();
    const env = { EDITOR: "ed -s" };
    const line = `printf ',s/^name: .*/name: Ana Lima/\nw\nq\n' | billing ${edit.join(" ")}`;
    expect(await runShell(line, { node, home: home.path, env })).toMatchObject(renamed);
  });

  test.skipIf(!hasVim)("vi, with commands of its own", async () => {
    await using home = await temporaryHome();
    const env = { VISUAL: "vi -u NONE -es -c '%s/^name: .*/name: Ana Lima/' -c wq" };
    expect(await run(edit, { node, home: home.path, env })).toMatchObject(renamed);
  });

  test("an editor that is asked for nothing changes nothing", async () => {
    await using home = await temporaryHome();
    const done = await run(edit, { node, home: home.path, env: { EDITOR: "true" } });
    expect(done).toMatchObject({ code: 0, stdout: expect.stringContaining("unchanged") });
    const none = await run(edit, { node, home: home.path });
    expect(none).toMatchObject({ code: 2, stderr: expect.stringContaining("neither VISUAL nor") });
  });

  test("a SIGTERM ends the editor, too, and keeps what it wrote", async () => {
    await using home = await temporaryHome();
    const act = `${rename} console.log("open"); setTimeout(() => undefined, 100_000);`;
    const env = { VISUAL: await nodeEditor(home.path, act) };
    await using program = start(edit, { node, home: home.path, env });
    await program.waitFor("stderr", /open/u);
    program.child.kill("SIGTERM");
    const { code, stdout, stderr } = await program.ended;
    expect({ code, stdout }).toEqual({ code: 143, stdout: "" });
    expect(stderr).toContain("the text is kept in");
    expect(keptIn(home.path)).toHaveLength(1);
  });

  test("a SIGINT to the program alone leaves the editor where it is", async () => {
    await using home = await temporaryHome();
    const act = `${rename} process.once("SIGUSR2", () => process.exit(0));
      setTimeout(() => undefined, 100_000); console.log("open as", process.pid);`;
    const env = { VISUAL: await nodeEditor(home.path, act) };
    await using program = start(edit, { node, home: home.path, env });
    const said = await program.waitFor("stderr", /open as \d+\n/u);
    program.child.kill("SIGINT");
    process.kill(Number(/open as (\d+)/u.exec(said)?.[1]), "SIGUSR2");
    expect((await program.ended).code).toBe(0);
  });
});

/** Columns of the longest line, a command to copy left out. */
function widest(terminal: PseudoTerminal): number {
  const lines = terminal.screen().split("\n");
  return Math.max(...lines.filter((line) => !line.includes("undo")).map(({ length }) => length));
}
