import { EventEmitter } from "node:events";
import { spawn as spawnPty } from "@lydell/node-pty";
import { fileURLToPath } from "node:url";

import { expect, test } from "vitest";

import { canSpin, createProgress } from "../../../src/render/text/spinner.ts";
import { endOf } from "../../support/pseudo-terminal.ts";

const terminal = { isTTY: true, columns: 80, quiet: false, term: "xterm" };

test.each([
  ["on a terminal", {}, true],
  ["not in a pipe", { isTTY: false }, false],
  ["not when quiet", { quiet: true }, false],
  ["not on a dumb terminal", { term: "dumb" }, false],
  ["not where the width is 0", { columns: 0 }, false],
  ["not where the width is unknown", { columns: undefined }, false],
])("a spinner turns %s", (_, facts, expected) => {
  expect(canSpin({ ...terminal, ...facts })).toBe(expected);
});

test("it is shown when a step has lasted a while, and then with each step", async () => {
  const written: string[] = [];
  let drawn = () => {};
  const drawing = new Promise<void>((resolve) => {
    drawn = resolve;
  });
  const stream = Object.assign(new EventEmitter(), {
    isTTY: true,
    columns: 80,
    rows: 24,
    clearLine: () => true,
    cursorTo: () => true,
    moveCursor: () => true,
    write: (text: string) => {
      drawn();
      return written.push(text) > 0;
    },
  }) as unknown as NodeJS.WriteStream;
  const waits: number[] = [];
  let now = 1000;
  let over = () => {};
  const clock = {
    now: () => now,
    sleep: (milliseconds: number, signal: AbortSignal) =>
      new Promise<void>((resolve, reject) => {
        waits.push(milliseconds);
        over = resolve;
        signal.addEventListener("abort", () => reject(new Error("called off")));
      }),
  };
  const progress = createProgress(stream, { quiet: false, term: "xterm", unicode: true, clock });
  progress.step("reading");
  progress.stop();
  now = 1150;
  progress.step("writing");
  progress.step("writing it");
  expect({ waits, written }).toEqual({ waits: [200, 50], written: [] });
  over();
  await drawing;
  progress.stop();
  expect(written.join("")).toContain("writing it");
  expect(written.join("")).not.toContain("reading");
  const before = written.length;
  progress.step("checking");
  expect(written.slice(before).join("")).toContain("checking");
  progress.stop();
});

test("nothing is written where no spinner may turn", async () => {
  const written: string[] = [];
  const stream = Object.assign(new EventEmitter(), {
    isTTY: true,
    columns: 0,
    write: (text: string) => written.push(text) > 0,
  }) as unknown as NodeJS.WriteStream;
  const progress = createProgress(stream, {
    quiet: false,
    term: "xterm",
    unicode: true,
    clock: { now: () => 0, sleep: async () => undefined },
  });
  progress.step("reading");
  progress.stop();
  expect(written).toEqual([]);
});

const spinner = fileURLToPath(new URL("../../../src/render/text/spinner.ts", import.meta.url));

function runOnTerminal(body: string, unicode = true) {
  const program = `
    const { createProgress } = await import(${JSON.stringify(spinner)});
    let begin;
    const clock = { now: () => 0, sleep: () => new Promise((resolve) => { begin = resolve; }) };
    const progress = createProgress(process.stderr, { quiet: false, term: "xterm", unicode: ${unicode}, clock });
    const begun = async () => {
      begin();
      while (!written) await new Promise((resolve) => setImmediate(resolve));
    };
    let written = false;
    const write = process.stderr.write.bind(process.stderr);
    process.stderr.write = (...given) => { written = true; return write(...given); };
    ${body}`;
  const child = spawnPty(process.execPath, ["--input-type=module", "--eval", program], {
    name: "xterm",
    cols: 80,
    rows: 24,
  });
  let output = "";
  const seen = (text: string) =>
    new Promise<void>((resolve) => {
      const listener = child.onData(() => {
        if (!output.includes(text)) return;
        listener.dispose();
        resolve();
      });
    });
  child.onData((data) => {
    output += data;
  });
  return { child, seen, ended: endOf(child), output: () => output };
}

test("what a step says is escaped, and gone when it stops", async () => {
  const run = runOnTerminal(
    'progress.step("reading \\u001b]0;owned\\u0007"); await begun(); progress.stop(); console.log("done");',
  );
  await run.ended;
  expect(run.output()).toContain(String.raw`reading \x1b]0;owned\x07`);
  expect(run.output()).not.toContain("\u001B]0;");
  expect(run.output()).toMatch(/done\s*$/u);
});

test("Ctrl-C interrupts a program whose spinner turns", async () => {
  const run = runOnTerminal(
    'progress.step("reading"); await begun(); setTimeout(() => {}, 60_000);',
  );
  await run.seen("reading");
  run.child.write("\u0003");
  expect(await run.ended).toMatchObject({ signal: 2 });
});

test.each([
  [true, true],
  [false, false],
])("with signs outside ASCII %s, braille is drawn: %s", async (unicode, drawn) => {
  const run = runOnTerminal('progress.step("reading"); await begun(); progress.stop();', unicode);
  await run.ended;
  expect(run.output()).toContain("reading");
  expect(/[\u2800-\u28ff]/u.test(run.output())).toBe(drawn);
});
