/** The built program as a process of its own, with a home and nothing else of this machine's. */
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

import type { NodeRuntime } from "./nodes.ts";

/** The executable; `npm run build` makes what it loads. */
export const programPath = fileURLToPath(new URL("../../bin/billing.js", import.meta.url));

interface CommandWorld {
  /** Home, and working directory unless another is given. */
  readonly home: string;
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  /** Nothing more comes on stdin, and it does not end either. */
  readonly holdsStdin?: true;
}

export interface ProcessWorld extends CommandWorld {
  readonly node: NodeRuntime;
}

export interface ProcessResult {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunningProcess extends AsyncDisposable {
  readonly child: ChildProcessWithoutNullStreams;
  /** Resolves with what was written so far once the pattern is in it; rejects if the process ends before. */
  waitFor(stream: "stdout" | "stderr", pattern: RegExp): Promise<string>;
  readonly ended: Promise<ProcessResult>;
}

/** One for all tests: compiled anew for each of them, the program would take longer than all else. */
const cache = fileURLToPath(new URL("../../node_modules/.cache", import.meta.url));

/** The environment of a user with this home. */
export function homeEnvironment({ home, env }: Pick<ProcessWorld, "home" | "env">) {
  const { PATH = "" } = process.env;
  return { PATH, HOME: home, LANG: "C.UTF-8", XDG_CACHE_HOME: cache, ...env };
}

/** Starts `billing <words>`; disposing ends it. */
export function start(words: readonly string[], world: ProcessWorld): RunningProcess {
  return startCommand(world.node.path, [programPath, ...words], world);
}

/** Runs `billing <words>` to its end. */
export function run(words: readonly string[], world: ProcessWorld): Promise<ProcessResult> {
  return start(words, world).ended;
}

/** Runs a line of a POSIX shell, in which `billing` is the program. */
export function runShell(line: string, world: ProcessWorld): Promise<ProcessResult> {
  return startCommand("sh", ["-c", inShell(line), world.node.path, programPath], world).ended;
}

/** A script for `sh -c` in which `billing` is the program; Node and the executable are its first two words. */
export function inShell(line: string): string {
  return `node=$0; program=$1; billing() { "$node" "$program" "$@"; }; ${line}`;
}

/** Runs any command to its end. */
export function runCommand(
  path: string,
  words: readonly string[],
  world: CommandWorld,
): Promise<ProcessResult> {
  return startCommand(path, words, world).ended;
}

function startCommand(path: string, words: readonly string[], world: CommandWorld): RunningProcess {
  const child = spawn(path, words, {
    cwd: world.cwd ?? world.home,
    env: homeEnvironment(world),
  });
  const texts = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (text: string) => {
      texts[name] += text;
    });
  }
  // A program that reads no stdin may be gone before it is written.
  child.stdin.on("error", () => undefined);
  if (world.holdsStdin !== true) child.stdin.end(world.stdin);
  const ended = once(child, "close").then(([code, signal]) => ({
    code: code as number | null,
    signal: signal as NodeJS.Signals | null,
    ...texts,
  }));
  return {
    child,
    ended,
    waitFor: (name, pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (pattern.test(texts[name])) resolve(texts[name]);
        };
        child[name].on("data", look);
        child.once("close", (code) => {
          const said = texts.stdout + texts.stderr;
          reject(new Error(`ended with ${code} before ${String(pattern)}: ${said}`));
        });
        look();
      }),
    async [Symbol.asyncDispose]() {
      child.kill("SIGKILL");
      await ended;
    },
  };
}
