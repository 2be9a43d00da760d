import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readFile, symlink } from "node:fs/promises";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, test, vi } from "vitest";

import type { RecordedChange } from "../../../src/domain/run/recorded-change.ts";
import { OpenFile } from "../../../src/files/open-file.ts";
import { changesOfRun } from "../../../src/bulk/store/changes.ts";
import { openRunJournal, runJournalPath } from "../../../src/bulk/store/journal.ts";
import { modeOf } from "../../files/support.ts";
import { intentOf } from "../../journal/records.ts";
import { rowOf, runId, temporaryRun } from "./support.ts";
import { testSeed } from "../../support/random.ts";

const writer = fileURLToPath(new URL("writer.ts", import.meta.url));

afterEach(() => {
  vi.restoreAllMocks();
});

describe("what is recorded", () => {
  test("is a line for each intent, result, row and end", async () => {
    await using location = await temporaryRun();
    const { dir } = location;
    const now = (): number => Date.parse("2026-11-01T13:02:10.000Z");
    const journal = await openRunJournal({
      dir,
      host: { now, platform: process.platform },
      tool: "0.1.0",
    });
    const row = journal.forRow(3, "crm-7");
    const change = row.newChange();
    const facts = intentOf({ changeId: change });
    await row.intent(facts);
    const warnings = [{ code: "w", message: "\u202Ex" }];
    const fields = [{ field: "name", stored: "B" }];
    expect(
      await row.result({
        changeId: change,
        outcome: "updated",
        fields,
        changes: facts.changes,
        warnings,
      }),
    ).toBeUndefined();
    expect(await journal.row(rowOf({ row: 4 }))).toBeUndefined();
    expect(await journal.end("interrupted", { updated: 1, unchanged: 1 })).toBeUndefined();
    await journal.close();

    const text = await readFile(journal.path, "utf8");
    expect(text).not.toContain("\u202E");
    const at = "2026-11-01T13:02:10.000Z";
    const head = { v: 1, at };
    expect(text.split("\n").map((line) => (line === "" ? "" : JSON.parse(line)))).toEqual([
      { ...head, type: "intent", row: 3, externalId: "crm-7", tool: "0.1.0", ...facts },
      { ...head, type: "result", row: 3, changeId: change, outcome: "updated", fields, warnings },
      { ...head, type: "row", ...rowOf({ row: 4 }) },
      { ...head, type: "end", end: "interrupted", counts: { updated: 1, unchanged: 1 } },
      "",
    ]);
    expect(await modeOf(journal.path)).toBe("600");
  });

  test("says what changed only where that is not what was meant", async () => {
    await using location = await temporaryRun();
    const journal = await location.open();
    const row = journal.forRow(1);
    const changes = [{ field: "name", kind: "changed", stored: { value: "C" } }] as const;
    for (const told of [intentOf({ changeId: "" }).changes, changes]) {
      const change = row.newChange();
      await row.intent(intentOf({ changeId: change }));
      await row.result({ changeId: change, outcome: "updated", changes: told });
    }
    await journal.close();
    const lines = (await readFile(journal.path, "utf8")).split("\n");
    expect(JSON.parse(lines[1] ?? "")).not.toHaveProperty("changes");
    expect(JSON.parse(lines[3] ?? "")).toHaveProperty("changes", changes);
  });

  test("an intent is in the file, and synced, when it is said to be", async () => {
    await using location = await temporaryRun();
    const journal = await location.open();
    const datasync = vi.spyOn(OpenFile.prototype, "datasync");
    const row = journal.forRow(1);
    const change = row.newChange();
    await row.intent(intentOf({ changeId: change }));
    expect(datasync).toHaveBeenCalledTimes(1);
    expect(await readFile(journal.path, "utf8")).toContain(change);
    await journal.close();
  });

  test("ten thousand rows, 32 at a time, cost few syncs", async () => {
    await using location = await temporaryRun({ rows: 10_000 });
    const journal = await location.open();
    const datasync = vi.spyOn(OpenFile.prototype, "datasync");
    let next = 1;
    const worker = async (): Promise<void> => {
      while (next <= 10_000) {
        const row = journal.forRow(next);
        next += 1;
        const change = row.newChange();
        await row.intent(intentOf({ changeId: change }));
        await row.result({ changeId: change, outcome: "updated" });
      }
    };
    await Promise.all(Array.from({ length: 32 }, worker));
    await journal.close();
    expect(datasync.mock.calls.length).toBeLessThan(2500);
    let count = 0;
    for await (const change of changesOfRun(location.dir))
      if (change.outcome === "updated") count += 1;
    expect(count).toBe(10_000);
  });
});

describe("a process that is killed", () => {
  test("takes nothing along that it said was recorded", async () => {
    await using location = await temporaryRun({ rows: 2000 });
    const said = new Map<string, number>();
    let chance = testSeed;
    for (let round = 0; round < 5; round += 1) {
      chance = (Math.imul(chance, 1_103_515_245) + 12_345) >>> 0;
      const most = 1 + ((chance >>> 8) % 120);
      // More than it comes to, however late the signal is.
      const args = [writer, location.dir, `round ${round}`, "1000000", "16"];
      const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
      const lines = createInterface({ input: child.stdout });
      let here = 0;
      lines.on("line", (line) => {
        const [change = "", row] = line.split(" ");
        said.set(change, Number(row));
        here += 1;
        if (here === most) child.kill("SIGKILL");
      });
      await once(lines, "close");
      expect(child.signalCode ?? (await once(child, "exit"))[1]).toBe("SIGKILL");
    }
    const journal = await location.open();
    const last = journal.forRow(2000);
    const change = last.newChange();
    await last.intent(intentOf({ changeId: change }));
    await journal.close();

    const damaged: string[] = [];
    const found = new Map<string, RecordedChange>();
    for await (const one of changesOfRun(location.dir, ({ reason }) => damaged.push(reason))) {
      found.set(one.changeId, one);
    }
    expect([...said].filter(([id, row]) => found.get(id)?.row !== row)).toEqual([]);
    expect(found.get(change)).toMatchObject({ row: 2000, run: runId(1), outcome: "unknown" });
    for (const reason of damaged) expect(reason).toBe("the line is not JSON");
    expect(damaged.length).toBeLessThanOrEqual(5);
  });
});

describe("a disk that is full", () => {
  test("stops a change before it is sent; what has happened is a warning", async () => {
    await using location = await temporaryRun();
    const path = runJournalPath(location.dir);
    await symlink("/dev/full", path);
    const journal = await location.open();
    const row = journal.forRow(2);
    const change = row.newChange();
    const full = "no space is left on the disk (ENOSPC)";
    await expect(row.intent(intentOf({ changeId: change }))).rejects.toMatchObject({
      kind: "usage",
      message: `the change cannot be recorded in ${path}: ${full}; nothing was sent`,
    });
    const warning = (what: string) => ({
      code: "result_not_recorded",
      message: `${what} could not be recorded in ${path}: ${full}`,
    });
    expect(await row.result({ changeId: change, outcome: "failed" })).toEqual(
      warning(`how change ${change} ended (failed)`),
    );
    expect(await journal.row(rowOf({ row: 3 }))).toEqual(warning("how row 3 ended (unchanged)"));
    expect(await journal.end("stopped", {})).toEqual(warning("how the run ended (stopped)"));
    await journal.close();
  });

  test("a journal that cannot be opened is told before anything is sent", async () => {
    await using location = await temporaryRun();
    await mkdir(runJournalPath(location.dir));
    await expect(location.open()).rejects.toMatchObject({
      kind: "usage",
      message: expect.stringContaining("it is a directory (EISDIR); nothing was sent"),
    });
  });
});
