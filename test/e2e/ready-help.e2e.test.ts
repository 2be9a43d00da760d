/** The help that the executable prints without the program: to the letter what the program prints. */
import { createRequire } from "node:module";

import { describe, expect, test } from "vitest";

import { type Asked, everyPage } from "../../build/help.ts";
import { commands } from "../../src/cli/commands.ts";
import { run, runShell } from "../support/built-program.ts";
import { nodeRuntimes } from "../support/nodes.ts";
import { onTerminal } from "../support/pseudo-terminal.ts";
import { runCli, temporaryHome } from "../support/run-cli.ts";

const { asksHelp, readyHelp } = createRequire(import.meta.url)("../../bin/help.js") as {
  readonly asksHelp: (argv: readonly string[]) => boolean;
  readonly readyHelp: (
    argv: readonly string[],
    columns: () => number | undefined,
  ) => string | undefined;
};

/** As narrow as a telephone, around what is usual, and wider than any line. */
const widths = [undefined, 1, 12, 39, 40, 61, 79, 80, 81, 99, 100, 101, 117, 140, 400];

function wordsOf({ words, all, provider }: Asked): readonly string[] {
  return [
    ...words.split(" ").filter(Boolean),
    all ? "--help-all" : "--help",
    ...(provider === undefined ? [] : ["-p", provider]),
  ];
}

async function expectSame(argv: readonly string[], columns: number | undefined): Promise<void> {
  const told = await runCli(argv, columns === undefined ? {} : { columns });
  expect(told).toMatchObject({ code: 0, stderr: "" });
  expect(readyHelp(argv, () => columns)).toBe(told.stdout);
}

test.each(["", ...new Set(commands.flatMap(({ words }) => [words, words.split(" ")[0] ?? ""]))])(
  'the help on "%s" is what the program lays out, on every screen',
  async (words) => {
    for (const asked of everyPage().filter((page) => page.words === words)) {
      const some = asked.provider === undefined ? widths : [undefined, 80];
      for (const columns of some) await expectSame(wordsOf(asked), columns);
    }
  },
);

test.each([
  [[]],
  [["-h"]],
  [["customers", "update", "-h", "--help-all"]],
  [["customers", "update", "--provider=maple", "--help"]],
  [["customers", "update", "-h", "--provider", "maple"]],
  [["-p", "maple", "--help"]],
  [["help", "--help"]],
])("%j is answered at once", async (argv) => {
  expect(asksHelp(argv)).toBe(true);
  await expectSame(argv, undefined);
});

test.each([
  [["customers", "update", "cus_1", "--help"]],
  [["customers", "update", "--name", "x", "--help"]],
  [["customers", "update", "--help", "-p", "maple", "-p", "vayu"]],
  [["customers", "update", "-p", "--help"]],
  [["customers", "update", "-p", "nobody", "--help"]],
  [["customers", "update", "-p maple", "--help"]],
  [["customers", "update", "--provider=", "--help"]],
  [["customers", "--help", "update"]],
  [["customers update", "--help"]],
  [["update", "--help"]],
  [["--", "--help"]],
  [["--version", "--help"]],
  [["__complete", "zsh", "--help"]],
])("%j is left to the program", (argv) => {
  expect(asksHelp(argv)).toBe(true);
  expect(readyHelp(argv, () => undefined)).toBeUndefined();
});

describe.concurrent.each(nodeRuntimes())("on $name", (node) => {
  test("a terminal and COLUMNS say how wide it is", async () => {
    await using home = await temporaryHome();
    const world = { node, home: home.path };
    await using terminal = onTerminal(["customers", "update", "--help"], { ...world, columns: 50 });
    expect(await terminal.ended).toMatchObject({ code: 0 });
    const narrow = await runCli(["customers", "update", "--help"], { columns: 50 });
    expect(terminal.output().replaceAll("\r\n", "\n")).toBe(narrow.stdout);
    const told = await run(["customers", "update", "--help"], { ...world, env: { COLUMNS: "50" } });
    expect(told.stdout).toBe(narrow.stdout);
  });

  test("a full disk is told as the program tells it", async () => {
    await using home = await temporaryHome();
    const world = { node, home: home.path };
    const full = await runShell("billing --help > /dev/full; echo $?", world);
    expect(full.stdout.trim()).toBe("12");
    expect(full.stderr).toMatch(/^error: the result could not be written to stdout/u);
    const unread = await runShell("billing --help | true; billing --help | head -n 1", world);
    expect(unread).toMatchObject({ code: 0, stderr: "" });
  });
});
