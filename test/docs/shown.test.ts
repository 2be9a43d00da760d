/** The pages are run: what they show is what happens. `npx vitest run test/docs -u` writes what happens into them. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";

import { nodeRuntimes } from "../support/nodes.ts";
import { type Page, pages } from "./pages.ts";
import { openShell } from "./shell.ts";

const usesJq = (lines: readonly string[]) => lines.some((line) => /^[$>] .*\bjq\b/u.test(line));
const withoutJq = spawnSync("jq", ["--version"]).status !== 0;

/** The page with what its commands print now; where there is no jq, what needs it and what may build on that stay as they are. */
async function asRun({ name, text, blocks }: Page, directory: string): Promise<string> {
  const [node] = nodeRuntimes();
  if (node === undefined) throw new Error("this machine has no Node");
  const shell = openShell(directory, node);
  const printed: {
    readonly start: number;
    readonly end: number;
    readonly as: readonly string[];
  }[] = [];
  for (const block of blocks.filter(({ language }) => language === "console")) {
    if (withoutJq && usesJq(block.lines)) {
      console.warn(`${name}: not run from line ${block.start} on, for jq is not on this machine`);
      break;
    }
    const { start, lines } = block;
    printed.push({ start, end: start + lines.length, as: await shell.transcript(block) });
  }
  const lines = text.split("\n");
  for (const { start, end, as } of printed.toReversed()) lines.splice(start, end - start, ...as);
  return lines.join("\n");
}

// Each page has a home and an emulator of its own, so they may run side by side.
test.concurrent.for(pages.map((page) => [page.name, page] as const))(
  "%s: every command prints what is printed below it",
  async ([, page], { expect }) => {
    const directory = mkdtempSync(join(tmpdir(), "billing-docs-"));
    try {
      await expect(await asRun(page, directory)).toMatchFileSnapshot(page.path);
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  },
);

test.skipIf(withoutJq)("jq is on this machine, so no block was left out", () => {
  const blocks = pages.flatMap(({ blocks }) => blocks);
  expect(blocks.filter(({ lines }) => usesJq(lines)).length).toBeGreaterThan(1);
});

/** Blocks of other languages, and what is known of each. */
const others: Readonly<Record<string, string>> = {
  // The few lines for setting up.
  "README.md": "console,sh",
  // Run step by step in ci.test.ts.
  "docs/ci.md": "console,yaml",
};

test("a block is a console, which is run, or is known for another reason", () => {
  const shown = pages.filter(({ blocks }) => blocks.length > 0);
  const languages = shown.map(({ name, blocks }) => [
    name,
    [...new Set(blocks.map(({ language }) => language))].toSorted().join(),
  ]);
  expect(Object.fromEntries(languages)).toEqual(
    Object.fromEntries(
      // What a page of measurements shows was measured, and is not run again.
      shown.map(({ name }) => [name, others[name] ?? "console"]),
    ),
  );
});
