import { expect, test } from "vitest";

import { type RunCounts, type RunRecord, withUndone } from "../../src/domain/run.ts";

function runOf(run: string, undoes?: string, counts: RunCounts = { updated: 1 }): RunRecord {
  return {
    header: {
      run,
      at: "2026-11-02T13:02:10.000Z",
      tool: "0.1.0",
      command: undoes === undefined ? "update" : "undo",
      input: { name: "x", path: "/x", format: "csv", bytes: 1, sha256: "ab".repeat(32) },
      rows: 1,
      chosen: 1,
      options: {},
      cwd: "/",
      accounts: [],
      ...(undoes === undefined ? {} : { undoes }),
    },
    counts,
  };
}

/** What undid each run; `-`: nothing. */
function undone(...runs: readonly RunRecord[]): string {
  return withUndone(runs)
    .map(({ undoneBy = "-" }) => undoneBy)
    .join(" ");
}

test("a run is undone by the last run that took it back", () => {
  expect(undone(runOf("A"), runOf("B", "A"))).toBe("B -");
  expect(undone(runOf("A"), runOf("B", "A"), runOf("C", "A"))).toBe("C - -");
});

test("an undo that changed nothing undoes nothing", () => {
  expect(undone(runOf("A"), runOf("B", "A", { failed: 3, updated: 0 }))).toBe("- -");
  expect(undone(runOf("A"), runOf("B", "A", {}))).toBe("- -");
});

test("an undo that was undone leaves its run in place", () => {
  expect(undone(runOf("A"), runOf("B", "A"), runOf("C", "B"))).toBe("- C -");
  expect(undone(runOf("A"), runOf("B", "A"), runOf("C", "B"), runOf("D", "C"))).toBe("B - D -");
});
