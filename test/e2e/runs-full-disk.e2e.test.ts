/** Runs over many customers for which the disk has no room: nothing is sent that is not written down. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { type ProcessWorld, run, runShell } from "../support/built-program.ts";
import { type CommetRun, commetRun } from "../support/commet-run.ts";
import { machineNode } from "../support/nodes.ts";
import { intentsIn, journalOf, onlyRun, resultsFile, resultsIn } from "../support/run-files.ts";

const node = machineNode();

const resuming = ["customers", "update", "--resume"];

/** Runs it where no file may be longer than so many blocks of 512 bytes: a longer one is EFBIG, as Node ignores SIGXFSZ. */
function runWithin(blocks: number, words: readonly string[], world: ProcessWorld) {
  return runShell(
    `ulimit -f ${blocks}; billing ${words.map((word) => `'${word}'`).join(" ")}`,
    world,
  );
}

/** What was written at the server was written down before, and once. */
async function expectRecorded(at: CommetRun): Promise<void> {
  const intents = await intentsIn(await onlyRun(at.state));
  const written = at.server.written("commet");
  expect(new Set(intents).size).toBe(intents.length);
  expect(new Set(written).size).toBe(written.length);
  expect(written.filter((id) => !intents.includes(id))).toEqual([]);
}

async function expectFinished(at: CommetRun, rows: number): Promise<void> {
  const all = (await resultsFile(await onlyRun(at.state))).map(({ row }) => row);
  expect(all.toSorted((one, other) => one - other)).toEqual(
    Array.from({ length: rows }, (_, index) => index + 1),
  );
  expect(at.server.emulator.counts["commet"]?.applied).toBe(rows);
  expect(await at.renamed()).toBe(rows);
  const { changes } = await journalOf(await onlyRun(at.state));
  expect(changes.filter(({ outcome }) => outcome === "unknown")).toEqual([]);
}

describe.concurrent("a full disk", () => {
  test.each([30, 71, 144])(
    "a journal of %i blocks ends the run, which goes on later",
    async (blocks) => {
      await using at = await commetRun(node, { rows: 200 });
      const { code, stdout, stderr } = await runWithin(blocks, at.begin("-o", "json"), at.world);
      expect({ code, stderr: JSON.parse(stderr) }).toMatchObject({
        code: 9,
        stderr: { error: { code: "partial", exitCode: 9 } },
      });
      expect(JSON.parse(stderr).error.message).toMatch(
        /(?:journal|results)\.ndjson.*(?:EFBIG|ENOSPC)/u,
      );
      expect(JSON.parse(stdout)).toMatchObject({ summary: { end: "stopped" } });
      const { applied = 0 } = at.server.emulator.counts["commet"] ?? {};
      expect(applied).toBeGreaterThan(0);
      expect(applied).toBeLessThan(200);
      await expectRecorded(at);

      const again = await run([...resuming, "-o", "ndjson"], at.world);
      expect({ code: again.code, stderr: again.stderr }).toEqual({ code: 0, stderr: "" });
      await expectFinished(at, 200);
    },
  );

  test.each(["ndjson", "json"])(
    "no room for the results ends it too, told as %s",
    async (format) => {
      await using at = await commetRun(node, { rows: 100 });
      const { code, stdout, stderr } = await run(
        at.begin("--results", "/dev/full", "-o", format),
        at.world,
      );
      expect({ code, said: code === 12 ? "" : stderr }).toEqual({ code: 12, said: "" });
      expect(JSON.parse(stderr).error.message).toMatch(
        /the results cannot be written to "\/dev\/full": .*ENOSPC/u,
      );
      if (format === "ndjson") resultsIn(stdout);
      else expect(JSON.parse(stdout)).toMatchObject({ summary: { end: "stopped" } });
      await expectRecorded(at);
      const { changes } = await journalOf(await onlyRun(at.state));
      expect(changes.map(({ outcome }) => outcome)).toEqual(changes.map(() => "updated"));
      expect(changes).toHaveLength(at.server.emulator.counts["commet"]?.applied ?? -1);
      expect(changes.length).toBeLessThan(100);

      const results = join(at.home, "results.ndjson");
      const again = await run([...resuming, "--results", results, "-q"], at.world);
      expect({ code: again.code, stderr: again.stderr }).toEqual({ code: 0, stderr: "" });
      expect(resultsIn(await readFile(results, "utf8"))).toHaveLength(100);
      expect(at.server.emulator.counts["commet"]?.applied).toBe(100);
      expect(await at.renamed()).toBe(100);
    },
  );

  test.each([
    ["the run", (at: CommetRun) => at.begin("-o", "json"), 0],
    [
      "what comes on stdin",
      (_at: CommetRun) => ["customers", "update", "--from", "-", "-o", "json"],
      1,
    ],
  ])("where %s cannot be kept, nothing is sent", async (_what, words, blocks) => {
    await using at = await commetRun(node, { rows: 50 });
    const { code, stdout, stderr } = await runWithin(blocks, words(at), {
      ...at.world,
      stdin: at.text,
    });
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(JSON.parse(stderr).error.message).toMatch(/EFBIG|ENOSPC/u);
    expect(at.gate.seen).toEqual([]);
    const next = await run(resuming, at.world);
    expect(next).toMatchObject({ code: 2, stdout: "" });
    expect(next.stderr).toContain("no run is waiting to be resumed");
  });
});
