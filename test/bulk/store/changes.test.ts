import { mkdir, rm, symlink } from "node:fs/promises";
import { describe, expect, test } from "vitest";

import { changesOfRun, findRunChange, recordRunResult } from "../../../src/bulk/store/changes.ts";
import { createRun } from "../../../src/bulk/store/directory.ts";
import {
  openRunJournal,
  type RunJournal,
  runJournalPath,
} from "../../../src/bulk/store/journal.ts";
import { readRun } from "../../../src/bulk/store/read-run.ts";
import { intentOf, recordOf } from "../../journal/records.ts";
import { all, headerOf, host, rowOf, runId, temporaryRun } from "./support.ts";
import { renamingHere as here } from "../../support/rename-world.ts";

const id = (end: string): string => `01JC${end.padStart(22, "0")}`;

async function changed(journal: RunJournal, row: number, change: string): Promise<void> {
  await journal.forRow(row, "crm").intent(intentOf({ changeId: change }));
  await journal.forRow(row).result({
    changeId: change,
    outcome: "updated",
    requestId: "r",
    warnings: [{ code: "w", message: "m" }],
  });
}

const ports = { host, redact: <Value>(value: Value) => value };

describe("the changes of a run", () => {
  test("come as they ended, then those whose end is not known, and say where they belong", async () => {
    await using location = await temporaryRun();
    const journal = await location.open();
    await journal.forRow(1).intent(intentOf({ changeId: id("A") }));
    await journal.forRow(2).intent(intentOf({ changeId: id("B") }));
    await journal.forRow(2).result({ changeId: id("B"), outcome: "unknown", note: "no answer" });
    await changed(journal, 3, id("C"));
    await journal.row(rowOf({ row: 4 }));
    // The row was tried again; its first change is still open.
    await changed(journal, 1, id("D"));
    await journal.end("interrupted", {});
    await journal.close();
    const at = expect.stringMatching(/^20.*Z$/u);
    const facts = (end: string, row: number) => ({
      ...intentOf({ changeId: id(end) }),
      row,
      run: runId(1),
      at,
      tool: "0.1.0",
    });
    const updated = { outcome: "updated", settledAt: at, requestId: "r" };
    expect(await all(changesOfRun(location.dir))).toEqual([
      { ...facts("C", 3), ...updated },
      { ...facts("D", 1), ...updated },
      { ...facts("A", 1), outcome: "unknown" },
      { ...facts("B", 2), outcome: "unknown", settledAt: at, note: "no answer" },
    ]);
  });

  test("of a run without a journal are none", async () => {
    await using location = await temporaryRun();
    expect(await all(changesOfRun(location.dir))).toEqual([]);
  });
});

describe("a result that is found out later", () => {
  test("is the change's, while the run goes on in another process", async () => {
    await using location = await temporaryRun();
    const journal = await location.open();
    await journal.forRow(7).intent(intentOf({ changeId: id("A") }));
    const facts = { changeId: id("A"), outcome: "failed", resolved: true, note: "n" } as const;
    expect(await recordRunResult(location.dir, ports, 7, facts)).toBeUndefined();
    await changed(journal, 8, id("B"));
    await journal.close();
    // It may be found out again.
    expect(await all(changesOfRun(location.dir))).toMatchObject([
      { changeId: id("B") },
      { changeId: id("A"), row: 7, outcome: "failed", resolved: true, note: "n" },
    ]);
    expect((await all(readRun(location.dir)))[1]).toMatchObject({
      kind: "ended",
      result: { row: 7, outcome: "failed", changeId: id("A") },
    });
    const again = { changeId: id("A"), outcome: "updated", resolved: true } as const;
    await recordRunResult(location.dir, ports, 7, again);
    const damaged: object[] = [];
    expect(await all(changesOfRun(location.dir, (line) => damaged.push(line)))).toMatchObject([
      { changeId: id("B") },
      { changeId: id("A"), row: 7, outcome: "updated" },
    ]);
    expect(damaged).toEqual([]);
  });

  test("that cannot be recorded is a warning", async () => {
    await using location = await temporaryRun();
    const path = runJournalPath(location.dir);
    await symlink("/dev/full", path);
    expect(
      await recordRunResult(location.dir, ports, 7, { changeId: id("A"), outcome: "updated" }),
    ).toEqual({
      code: "result_not_recorded",
      message: `how change ${id("A")} ended (updated) could not be recorded in ${path}: no space is left on the disk (ENOSPC)`,
    });
  });
});

describe("a change is found", () => {
  async function twoRuns() {
    const location = await temporaryRun();
    const first = await location.open();
    await changed(first, 1, id("A1"));
    await first.forRow(2).intent(intentOf({ changeId: id("A2"), undoes: id("99") }));
    await first.close();
    const dir = await createRun(location.stateDir, headerOf({ run: runId(2) }), here);
    const second = await openRunJournal({ dir, host, tool: "0.1.0" });
    await changed(second, 5, "01JD0000000000000000000001");
    await second.close();
    return location;
  }

  test("by its id or its beginning in any run, or beside the runs", async () => {
    await using location = await twoRuns();
    const besides = [recordOf({ changeId: "01JE0000000000000000000001" })];
    const find = (text: string) => findRunChange(location.stateDir, text, besides);
    expect(await find(id("A1"))).toMatchObject({
      changeId: id("A1"),
      run: runId(1),
      row: 1,
      outcome: "updated",
    });
    expect(await find(id("A2").toLowerCase())).toMatchObject({ row: 2, outcome: "unknown" });
    expect(await find("01jdoo")).toMatchObject({ run: runId(2), row: 5 });
    expect(await find("01JE00")).toEqual(besides[0]);
    await recordRunResult(location.dir, ports, 2, {
      changeId: id("A2"),
      outcome: "updated",
      resolved: true,
    });
    expect(await find(id("A2"))).toMatchObject({ outcome: "updated", resolved: true });
  });

  test.each([
    ["01JC0", '"01JC0" is too short for a change: at least 6 characters of its id are needed'],
    ["01JC00", `"01JC00" is part of the ids of 3 changes: ${id("77")}, ${id("A1")}, ${id("A2")}`],
    [id("99"), `no change "${id("99")}" is recorded; did you mean ${id("77")}?`],
  ])("not by %s", async (text, message) => {
    await using location = await twoRuns();
    const found = findRunChange(location.stateDir, text, [recordOf({ changeId: id("77") })]);
    await expect(found).rejects.toMatchObject({ kind: "usage", message });
  });

  test("not where there are no runs, and a journal that cannot be read is told", async () => {
    await using location = await twoRuns();
    await rm(runJournalPath(location.dir));
    await mkdir(runJournalPath(location.dir));
    await expect(findRunChange(location.stateDir, id("A1"))).rejects.toThrow("cannot be read");
    await rm(location.stateDir, { recursive: true });
    await expect(findRunChange(location.stateDir, id("A1"))).rejects.toThrow("is recorded");
  });
});
