/** The whole program in this process, with a world of its own. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { dispatch } from "../../src/cli/dispatch.ts";
import { checkDocuments } from "./fits-schema.ts";
import { fromPipe } from "../../src/host/named-pipe.ts";
import type { Host } from "../../src/host/host.ts";

export interface World {
  /** Another program than this one: the same with a change. */
  readonly dispatch?: typeof dispatch;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Working directory; a fresh one is made when not given. */
  readonly cwd?: string;
  /** Missing: a fresh directory. */
  readonly home?: string;
  /** Where temporary files go; missing: a fresh directory. */
  readonly temporary?: string;
  /** What is piped in; missing: stdin is a terminal. */
  readonly stdin?: string | Uint8Array;
  /** Answer typed at a question; makes stdin and stderr terminals. */
  readonly typed?: string;
  readonly columns?: number;
  /** Names of the files that stdin and stdout are, as the host says them. */
  readonly stdinFile?: string;
  readonly stdoutFile?: string;
  /** What the system refuses to write to stdout with, such as ENOSPC. */
  readonly fullStdout?: string;
  /** The clock; what is slept is added to it. */
  readonly now?: () => number;
  /** Waits by a clock of the caller's, which then shows by itself what has passed. */
  readonly sleep?: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  readonly interrupted?: AbortSignal;
  /** Instead of starting a program on the terminal; missing: there is no such program. */
  readonly lendTerminal?: Host["lendTerminal"];
  /** For idempotency keys; missing: the same ones in every run. */
  readonly uuid?: () => string;
}

export interface CliResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Waits that were asked for, in milliseconds; none was waited. */
  readonly sleeps: readonly number[];
  /** stdout as JSON. */
  readonly json: () => any;
}

/** A directory that is gone after the test: `await using home = await temporaryHome()`. */
export async function temporaryHome(): Promise<{ readonly path: string } & AsyncDisposable> {
  const path = await mkdtemp(join(tmpdir(), "billing-test-"));
  return {
    path,
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }),
  };
}

/** Runs `billing <args>` in a home of its own with nothing in its environment but what is given. */
export async function runCli(args: readonly string[], world: World = {}): Promise<CliResult> {
  await using home = await temporaryHome();
  const out: string[] = [];
  const err: string[] = [];
  const sleeps: number[] = [];
  let count = 0;
  let slept = 0;
  const stream = (texts: string[], isTTY: boolean, refusal?: string) => ({
    isTTY,
    columns: world.columns,
    write: async (text: string) => {
      if (refusal !== undefined) {
        throw Object.assign(new Error("refused"), { code: refusal, syscall: "write" });
      }
      texts.push(text);
    },
  });
  const piped = typeof world.stdin === "string" ? Buffer.from(world.stdin) : world.stdin;
  const host: Host = {
    argv: args,
    env: { XDG_STATE_HOME: join(home.path, "state"), ...world.env },
    cwd: world.cwd ?? home.path,
    home: world.home ?? home.path,
    temporary: world.temporary ?? home.path,
    platform: process.platform,
    self: {
      pid: process.pid,
      hostname: "here",
      isAlive: (pid) => pid === process.pid,
      boot: undefined,
      sight: undefined,
      startOf: () => undefined,
    },
    stdin: {
      isTTY: piped === undefined,
      file: world.stdinFile,
      chunks: async function* chunks() {
        if (piped !== undefined) yield piped;
      },
      readAll: async (limit) => {
        if ((piped?.length ?? 0) > limit) throw new RangeError(`more than ${limit} bytes`);
        return piped ?? new Uint8Array();
      },
      waiting: async () => piped ?? new Uint8Array(),
      forgetTyped: async () => undefined,
      readLine: async () => world.typed,
    },
    openPipe: (path) => fromPipe(path, world.interrupted ?? new AbortController().signal),
    stdout: { ...stream(out, false, world.fullStdout), file: world.stdoutFile },
    stderr: stream(err, world.typed !== undefined),
    now: () => (world.now ?? Date.now)() + slept,
    sleep: async (milliseconds, signal) => {
      signal?.throwIfAborted();
      sleeps.push(milliseconds);
      if (world.sleep !== undefined) return world.sleep(milliseconds, signal);
      slept += milliseconds;
    },
    random: () => 0.5,
    uuid: world.uuid ?? (() => `00000000-0000-4000-8000-${String((count += 1)).padStart(12, "0")}`),
    lendTerminal: world.lendTerminal ?? noProgram,
    interrupted: world.interrupted ?? new AbortController().signal,
  };
  const code = await (world.dispatch ?? dispatch)(host);
  const [stdout, stderr] = [out.join(""), err.join("")];
  // Another program has other documents, and who refuses to take one has only a part.
  if (world.dispatch === undefined && world.fullStdout === undefined)
    checkDocuments(args, { code, stdout, stderr });
  return { code, stdout, stderr, sleeps, json: () => JSON.parse(stdout) };
}

async function noProgram(program: string): Promise<never> {
  throw Object.assign(new Error("not found"), { code: "ENOENT", syscall: `spawn ${program}` });
}
