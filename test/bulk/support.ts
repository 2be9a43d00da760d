/** Runs without a command line: rows, ports and a provider that keeps its customers in memory. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { updateMany } from "../../src/bulk/engine.ts";
import type {
  BulkOptions,
  BulkPorts,
  RunOutput,
  RunReport,
  RunSource,
} from "../../src/bulk/ports.ts";
import { createRowMarks, mark } from "../../src/bulk/row-marks.ts";
import { openRun as openStored } from "../../src/bulk/store/directory.ts";
import { newRun, type Recording, reopenRun, resumedRun } from "../../src/bulk/store/open-run.ts";
import type { CustomerPatch } from "../../src/domain/patch.ts";
import type { RowResult } from "../../src/domain/run/run.ts";
import type { Send } from "../../src/domain/exchange.ts";
import { mayDestroy } from "../../src/plan/destructive.ts";
import { connectionTo, patchOf } from "../update/customers.ts";
import { maple } from "../../src/providers/maple.ts";
import { headerOf, runId } from "./store/support.ts";

/** Customers cus_1, cus_2, … of one provider, each with its patch. */
export function sourceOf(patches: readonly CustomerPatch[]): RunSource {
  const marks = createRowMarks();
  for (let row = 1; row <= patches.length; row += 1) marks.set(row, 1);
  return {
    command: "update",
    input: headerOf().input,
    rows: patches.length,
    chosen: patches.length,
    invalid: 0,
    providers: ["maple"],
    marks,
    namesTwoWays: false,
    mayDestroy: patches.some((patch) => mayDestroy(maple, patch)),
    async *items(queue) {
      for (const [index, patch] of patches.entries()) {
        const row = index + 1;
        if (marks.get(row) !== queue) continue;
        yield { row, kind: "id", reference: `cus_${row}`, patch, raw: `row ${row}` };
      }
    },
    async *leftOut() {
      for (const row of patches.keys()) {
        if (marks.get(row + 1) === mark.failed) yield { raw: `row ${row + 1}` };
      }
    },
  };
}

export const renaming = (rows: number): readonly CustomerPatch[] =>
  Array.from({ length: rows }, () => patchOf({ name: "B" }));

/** What a sitting had to say. */
interface Heard {
  readonly results: RowResult[];
  readonly earlier: RowResult[];
  readonly failed: string[];
  readonly planned: number[];
  readonly ends: RunReport[];
  readonly shown: RunReport[];
  readonly asked: RunReport[];
  readonly interrupted: number[];
}

interface RunRoom extends AsyncDisposable {
  readonly stateDir: string;
  /** Works on the run in this directory: begins it, or goes on with it. */
  readonly sit: (
    source: RunSource,
    send: Send,
    facts?: {
      readonly options?: Partial<BulkOptions>;
      readonly ports?: (ports: BulkPorts) => Partial<BulkPorts>;
      readonly resumed?: true;
      readonly answer?: boolean;
      readonly interrupted?: AbortSignal;
    },
  ) => Promise<{ readonly report: RunReport; readonly heard: Heard }>;
}

const usual: BulkOptions = {
  mode: "write",
  confirm: "destructive",
  shows: false,
  concurrency: 1,
  maxErrors: Infinity,
  ordered: false,
  force: false,
};

/** `await using room = await runRoom()`: a state directory of its own; gone after the test. */
export async function runRoom(): Promise<RunRoom> {
  const home = await mkdtemp(join(tmpdir(), "billing-bulk-"));
  const stateDir = join(home, "billing");
  const run = runId(1);
  return {
    stateDir,
    async sit(source, send, facts = {}) {
      const { options, ports = () => ({}), resumed, answer = true } = facts;
      const { interrupted = new AbortController().signal } = facts;
      const self = {
        pid: process.pid,
        hostname: "here",
        isAlive: () => true,
        boot: undefined,
        sight: undefined,
        startOf: () => undefined,
      };
      let slept = 0;
      const host = {
        now: () => Date.now() + slept,
        sleep: async (milliseconds: number) => void (slept += milliseconds),
        uuid: () => "key-1",
        interrupted,
        platform: process.platform,
        self,
      };
      const accounts: BulkPorts["accounts"] = {
        open: async () => ({
          ...connectionTo(send),
          leastTime: () => 0,
          closedUntil: () => undefined,
          reserve: async () => ({ send, beginWrite: () => undefined, done: () => undefined }),
        }),
        halt: new AbortController(),
        onWait: () => undefined,
      };
      const recording: Recording = {
        host,
        accounts,
        tool: "0.1.0",
        redact: (value) => value,
        confirmAccount: async () => undefined,
      };
      const heard: Heard = {
        results: [],
        earlier: [],
        failed: [],
        planned: [],
        ends: [],
        shown: [],
        asked: [],
        interrupted: [],
      };
      const output: RunOutput = {
        result: async (result) => void heard.results.push(result),
        earlier: async (result) => void heard.earlier.push(result),
        failed: async (raw) => void heard.failed.push(raw),
        planned: async ({ row }) => void heard.planned.push(row),
        end: async (report) => void heard.ends.push(report),
      };
      const usually: BulkPorts = {
        accounts,
        search: () => async () => [],
        searchForMany: () => ({ search: async () => [], add: () => undefined }),
        host,
        store:
          resumed === true
            ? resumedRun(await reopenRun(recording, await openStored(stateDir, run), source, false))
            : newRun(recording, { stateDir, run }, source, async () => ({
                options: {},
                cwd: home,
              })),
        openOutput: async () => output,
        onProgress: () => ({
          update: () => undefined,
          writing: () => undefined,
          interrupted: (underWay) => void heard.interrupted.push(underWay),
          stop: () => undefined,
        }),
        show: async (rehearsed) => void heard.shown.push(rehearsed),
        confirm: async (rehearsed) => {
          heard.asked.push(rehearsed);
          return answer ? "yes" : "nobody";
        },
      };
      const report = await updateMany(
        source,
        { ...usual, ...options },
        { ...usually, ...ports(usually) },
      );
      return { report, heard };
    },
    [Symbol.asyncDispose]: () => rm(home, { recursive: true, force: true }),
  };
}
