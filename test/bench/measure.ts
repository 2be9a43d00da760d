/** What whole processes take, by the clock and of the processor. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";

import { spawn as spawnOnTerminal } from "@lydell/node-pty";

export interface Program {
  readonly name: string;
  readonly path: string;
  readonly words: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Missing: its output goes into a pipe. */
  readonly onTerminal?: true;
}

/** In milliseconds. */
export interface Taken {
  readonly clock: number;
  /** User and system, which other work on the machine moves less. */
  readonly processor: number;
}

/**
 * Runs every program in turn, so many times over: what the machine does meanwhile hits all alike. The first rounds warm
 * up and do not count: code is kept of the first three runs of a command.
 *
 * @returns by the programs' names, the medians
 */
export async function medians(
  programs: readonly Program[],
  rounds: number,
  home: string,
): Promise<ReadonlyMap<string, Taken>> {
  const warmUp = 4;
  const times = new Map<string, Taken[]>(programs.map(({ name }) => [name, []]));
  for (let round = 0; round < warmUp + rounds; round += 1) {
    for (const program of programs) {
      const taken = await run(program, join(home, "cpu"));
      if (round >= warmUp) times.get(program.name)?.push(taken);
    }
  }
  return new Map(
    [...times].map(([name, all]) => [
      name,
      {
        clock: median(all.map(({ clock }) => clock)),
        processor: median(all.map(({ processor }) => processor)),
      },
    ]),
  );
}

async function run(program: Program, file: string): Promise<Taken> {
  const words = ["-c", timed, file, program.path, ...program.words];
  const ended = program.onTerminal === true ? terminal : piped;
  const { code, said } = await ended("bash", words, program.env);
  if (code !== 0) throw new Error(`${program.name} ended with ${code}: ${said}`);
  const [clock = Number.NaN, user = Number.NaN, system = Number.NaN] = readFileSync(file, "utf8")
    .split(" ")
    .map((seconds) => Number(seconds) * 1000);
  return { clock, processor: user + system };
}

/** What the system counts of the whole process, to its very end; Node tells nothing of its children. */
const timed = `TIMEFORMAT="%3R %3U %3S"; exec 3>&2; { time "$@" 2>&3; } 2> "$0"`;

type Ended = Promise<{ readonly code: number | null; readonly said: string }>;

async function piped(path: string, words: string[], env: Program["env"]): Ended {
  const child = spawn(path, words, { env, stdio: ["ignore", "pipe", "pipe"] });
  const [said, , [code]] = await Promise.all([
    text(child.stderr),
    text(child.stdout),
    once(child, "close") as Promise<[number | null]>,
  ]);
  return { code, said };
}

async function terminal(path: string, words: string[], env: Program["env"]): Ended {
  const child = spawnOnTerminal(path, words, {
    cols: 100,
    rows: 40,
    env: { ...env, TERM: "xterm" },
  });
  let said = "";
  child.onData((data) => {
    said += data;
  });
  const code = await new Promise<number>((resolve) => {
    child.onExit(({ exitCode }) => resolve(exitCode));
  });
  return { code, said };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}
