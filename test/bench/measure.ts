/** Wall-clock time of whole processes. */
import { spawnSync } from "node:child_process";

export interface Program {
  readonly name: string;
  readonly path: string;
  readonly words: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Runs every program in turn, so many times over: what the machine does meanwhile hits all alike. A first round warms
 * up and does not count.
 *
 * @returns by the programs' names, the median in milliseconds
 */
export function medians(programs: readonly Program[], rounds: number): ReadonlyMap<string, number> {
  const times = new Map<string, number[]>(programs.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const program of programs) {
      const elapsed = run(program);
      if (round > 0) times.get(program.name)?.push(elapsed);
    }
  }
  return new Map([...times].map(([name, all]) => [name, median(all)]));
}

function run({ name, path, words, env }: Program): number {
  const start = performance.now();
  const { status, stderr } = spawnSync(path, words, { env, stdio: ["ignore", "pipe", "pipe"] });
  const elapsed = performance.now() - start;
  if (status !== 0) throw new Error(`${name} ended with ${status}: ${stderr.toString()}`);
  return elapsed;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}
