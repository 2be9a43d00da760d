/** Runs over many customers on a terminal: progress, the one question, and what is waited for. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";

import stringWidth from "string-width";
import { describe, expect, test } from "vitest";

import { commetRun } from "../support/commet-run.ts";
import { isWrite } from "../support/gate.ts";
import { machineNode } from "../support/nodes.ts";
import { key, onTerminal } from "../support/pseudo-terminal.ts";
import { intentsIn, onlyRun, resultsFile, runDirectories } from "../support/run-files.ts";

const node = machineNode();

const escape = "\u001B";
const turning = /[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]/u;
const question = /Carry them out\? \[y\/N\] $/u;
const resuming = ["customers", "update", "--resume"];

/** The cursor goes back to the first column before the line is drawn anew. */
const redrawn = new RegExp(`\r|\n|${escape}\\[\\d*G`, "u");

/** Every picture of the line that turns. */
function frames(output: string): readonly string[] {
  return output
    .split(redrawn)
    .map((part) => stripVTControlCharacters(part))
    .filter((part) => turning.test(part));
}

/** Rows that clear what they name, two thirds of which are there to be cleared. */
async function clearingRows(home: string): Promise<string> {
  const path = join(home, "clearing.ndjson");
  const lines = [1, 2, 3, 4, 5, 6].map((n) =>
    JSON.stringify({
      id: `cus_00000${n}`,
      name: `Row ${n}`,
      ...(n <= 4 ? { metadata: { tier: null } } : {}),
    }),
  );
  await writeFile(path, `${lines.join("\n")}\n`);
  return path;
}

describe.concurrent("a run on a terminal", () => {
  test.each([20, 26, 80])("turns within %i columns, and wipes itself away", async (columns) => {
    await using at = await commetRun(node, { rows: 60 });
    // Otherwise all rows are read first, and counted twice.
    const words = at.begin("--concurrency", "2", "--yes");
    const env = { BILLING_COMMET_RATE_LIMIT: "60" };
    const world = { ...at.world, env: { ...at.world.env, ...env }, columns };
    await using terminal = onTerminal(words, world);
    expect(await terminal.ended).toEqual({ code: 0, signal: 0 });
    const drawn = frames(terminal.output());
    expect(drawn.length).toBeGreaterThan(3);
    expect(Math.max(...drawn.map((frame) => stringWidth(frame)))).toBeLessThan(columns);
    // It turns, and it counts.
    expect(new Set(drawn.map((frame) => turning.exec(frame)?.[0])).size).toBeGreaterThan(2);
    const counted = drawn.map((frame) => Number(/(\d+)\/60/u.exec(frame)?.[1] ?? Number.NaN));
    expect(counted).toEqual(counted.toSorted((one, other) => one - other));
    expect(new Set(counted).size).toBeGreaterThan(2);
    expect(terminal.screen()).not.toMatch(turning);
    expect(terminal.screen()).toMatch(columns < 40 ? /updated/iu : /commet +60 +0/u);
    expect(await at.renamed()).toBe(60);
  });

  test.each([
    ["Enter", key.enter],
    ["n", `n${key.enter}`],
    ["the end of input", key.ctrlD],
  ])("one question for all, whose numbers are named: %s is no", async (_name, typed) => {
    await using at = await commetRun(node, { rows: 6 });
    const rows = await clearingRows(at.home);
    await using terminal = onTerminal(["customers", "update", "--from", rows], at.world);
    await terminal.waitFor(question);
    expect(terminal.screen()).toContain("6 updates, 4 of them remove data");
    terminal.type(typed);
    expect(await terminal.ended).toEqual({ code: 11, signal: 0 });
    expect(terminal.screen()).toMatch(/^error: declined; nothing was written$/mu);
    expect(at.gate.seen.filter(isWrite)).toEqual([]);
    // Nothing was begun, so nothing is there to be resumed.
    expect(await runDirectories(at.state).catch(() => [])).toEqual([]);
  });

  test("y carries them all out", async () => {
    await using at = await commetRun(node, { rows: 6 });
    const rows = await clearingRows(at.home);
    await using terminal = onTerminal(["customers", "update", "--from", rows], at.world);
    await terminal.waitFor(question);
    terminal.type(`y${key.enter}`);
    expect(await terminal.ended).toEqual({ code: 0, signal: 0 });
    const stored = Object.values(await at.server.stored("commet"));
    const cleared = stored.filter(({ metadata }) => JSON.stringify(metadata) === '{"seats":12}');
    expect(cleared.map(({ fullName }) => fullName)).toEqual(["Row 1", "Row 2", "Row 3", "Row 4"]);
    expect(await at.renamed()).toBe(6);
    expect(at.server.emulator.counts["commet"]?.applied).toBe(6);
    expect(await resultsFile(await onlyRun(at.state))).toHaveLength(6);
  });

  test("Ctrl-C at the question is no yes", async () => {
    await using at = await commetRun(node, { rows: 6 });
    const rows = await clearingRows(at.home);
    await using terminal = onTerminal(["customers", "update", "--from", rows], at.world);
    await terminal.waitFor(question);
    terminal.type(key.ctrlC);
    expect(await terminal.ended).toEqual({ code: 130, signal: 0 });
    expect(at.gate.seen.filter(isWrite)).toEqual([]);
  });

  test("says for whom it waits while a limit makes it wait", async () => {
    await using at = await commetRun(node, { rows: 6 });
    const env = { BILLING_COMMET_RATE_LIMIT: "0.5" };
    const world = { ...at.world, env: { ...at.world.env, ...env } };
    await using terminal = onTerminal(at.begin(), world);
    await terminal.waitFor(/\d\/6.* waiting for Commet: \d+ s/u);
    terminal.type(key.ctrlC);
    expect((await terminal.ended).code).toBe(130);
    expect(Math.max(...frames(terminal.output()).map((frame) => stringWidth(frame)))).toBeLessThan(
      80,
    );
  });

  test("Ctrl-C leaves the line, tells how many are finished, and names the way on", async () => {
    await using at = await commetRun(node, { rows: 10, hold: isWrite });
    await using terminal = onTerminal(at.begin("--concurrency", "3"), at.world);
    await at.gate.arrived(3);
    terminal.type(key.ctrlC);
    await terminal.waitFor(/interrupted: finishing 3 customers that are under way/u);
    await at.gate.open();
    expect(await terminal.ended).toEqual({ code: 130, signal: 0 });
    const screen = terminal.screen();
    expect(screen).not.toMatch(turning);
    expect(screen).toMatch(/interrupted · 7 rows left/u);
    expect(screen).toMatch(/billing customers update --resume \w{26}/u);
    expect(await intentsIn(await onlyRun(at.state))).toHaveLength(3);

    await using resumed = onTerminal(resuming, at.world);
    expect((await resumed.ended).code).toBe(0);
    expect(resumed.screen()).toMatch(/3 done\s+before/u);
    expect(at.server.emulator.counts["commet"]?.applied).toBe(10);
  });
});
