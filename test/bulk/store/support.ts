/** Runs in a state directory of their own, invented. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { RowResult, RunHeader } from "../../../src/domain/run/run.ts";
import { createRun } from "../../../src/bulk/store/directory.ts";
import { openRunJournal, type RunJournal } from "../../../src/bulk/store/journal.ts";
import { renamingHere as here } from "../../support/rename-world.ts";

export const host = { now: Date.now, platform: process.platform };

export const runId = (index: number): string => `01JBK3T5V0${String(index).padStart(16, "0")}`;

export function headerOf(facts: Partial<RunHeader> = {}): RunHeader {
  return {
    run: runId(1),
    at: "2026-11-01T13:02:10.000Z",
    tool: "0.1.0",
    command: "update",
    input: {
      name: "rows.csv",
      path: "/home/ida/rows.csv",
      format: "csv",
      bytes: 120,
      sha256: "0a".repeat(32),
    },
    rows: 100,
    chosen: 90,
    options: { provider: "vayu", set: ["name=x", "email=y"], "skip-invalid": true },
    cwd: "/home/ida",
    accounts: [{ provider: "vayu", baseUrl: "https://vayu.example", account: "3f9a" }],
    ...facts,
  };
}

export function rowOf(facts: Partial<RowResult> = {}): RowResult {
  return {
    row: 1,
    provider: "vayu",
    id: "65f0c1a2b3d4e5f60718293a",
    outcome: "unchanged",
    changes: [],
    warnings: [],
    ...facts,
  };
}

interface TemporaryRun extends AsyncDisposable {
  readonly stateDir: string;
  readonly dir: string;
  readonly open: () => Promise<RunJournal>;
}

/** `await using place = await temporaryRun()`: a run that was begun and has no journal yet; gone after the test. */
export async function temporaryRun(facts: Partial<RunHeader> = {}): Promise<TemporaryRun> {
  const home = await mkdtemp(join(tmpdir(), "billing-runs-"));
  const stateDir = join(home, "state", "billing");
  const dir = await createRun(stateDir, headerOf(facts), here);
  return {
    stateDir,
    dir,
    open: () => openRunJournal({ dir, host, tool: "0.1.0" }),
    [Symbol.asyncDispose]: () => rm(home, { recursive: true, force: true }),
  };
}

export async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
}
