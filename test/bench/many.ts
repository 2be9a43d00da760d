/** A run over many customers: how fast, and in how much memory. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { pathToFileURL } from "node:url";

import type { NodeRuntime } from "../support/nodes.ts";
import { rowsFile } from "./many-rows.ts";
import { median } from "./measure.ts";
import { billing, emulatedKey, emulator, here, inHome, plainServer } from "./servers.ts";

const customers = 10_000;
/** The program's own default; the loops do as many at once. */
const concurrency = "32";
const rounds = 3;
const leastOfGot = 0.85;

/** How many customers a second the published limits let through: a change takes a read and a write. */
const published = [
  { name: "Vayu, 500 requests a second", changesPerSecond: 250 },
  { name: "Kirim, 60 writes a minute", changesPerSecond: 1 },
];

interface Finished {
  readonly seconds: number;
  /** The most memory that was resident, in bytes. */
  readonly peak: number;
  /** Milliseconds of the processor, user and system, which other work on the machine moves less than the clock. */
  readonly processor: number;
}

/**
 * Against the emulator's Commet, which takes a change in one read and one write and honours idempotency keys, as loops
 * that are meant well would send them. Each contender meets a fresh emulator, so that every row is a change.
 */
export async function reportSpeed(node: NodeRuntime): Promise<void> {
  await inHome(async (home) => {
    const file = rowsFile(home, customers, "ndjson");
    const loop = (script: string) => (origin: string) => [
      here(script),
      origin,
      file,
      concurrency,
      emulatedKey,
    ];
    const contenders = [
      { name: "billing", words: () => updateWords(file) },
      { name: "bare loop of got", words: loop("many-got.js") },
      { name: "plain node:http", words: loop("many-node.js") },
    ];
    const runs = new Map<string, Finished[]>(contenders.map(({ name }) => [name, []]));
    for (let round = 0; round < rounds; round += 1) {
      for (const { name, words } of contenders) {
        const finished = await inHome(async (own) => {
          await using server = await emulator(own, customers);
          return await run(node, words(server.origin), server.origin, own);
        });
        runs.get(name)?.push(finished);
      }
    }
    const medianOf = (name: string, what: (run: Finished) => number) =>
      median((runs.get(name) ?? []).map(what));
    const paceOf = (name: string) => medianOf(name, ({ seconds }) => customers / seconds);
    const eachOf = (name: string) => medianOf(name, ({ processor }) => processor / customers);
    const own = paceOf("billing");
    console.log(
      `\n${node.name}, ${customers} customers of an emulated Commet (GET, PUT), ${concurrency} at once, median of ${rounds} rounds in turn`,
    );
    for (const { name } of contenders) {
      const ratio = eachOf(name) / eachOf("billing");
      const verdict = ratio >= leastOfGot ? "met" : "missed";
      const goal = name === "bare loop of got" ? `   >= ${leastOfGot} ${verdict}` : "";
      const byClock = (own / paceOf(name)).toFixed(2);
      const compared =
        name === "billing"
          ? ""
          : `   billing is ${ratio.toFixed(2)} of it, ${byClock} by the clock${goal}`;
      const each = `${eachOf(name).toFixed(2)} ms of the processor each`;
      console.log(
        `  ${name.padEnd(18)}${each}, ${paceOf(name).toFixed(0).padStart(5)}/s${compared}`,
      );
    }
    for (const { name, changesPerSecond } of published) {
      const times = (own / changesPerSecond).toFixed(1);
      console.log(`  ${name}: one process is ${times} times as fast`);
    }
  });
}

const mostGrowth = 1.2;

/** Against a plain server that keeps nothing: the emulator would take longer, and the program does the same for either. */
export async function reportMemory(node: NodeRuntime): Promise<void> {
  console.log(`\n${node.name}, most memory resident, against a plain server that knows every id`);
  const peaks: number[] = [];
  for (const rows of [10_000, 200_000]) {
    const { peak, seconds } = await inHome(async (home) => {
      await using server = await plainServer("any-customer-server.ts");
      return await run(node, updateWords(rowsFile(home, rows, "ndjson")), server.origin, home);
    });
    peaks.push(peak);
    const size = `${(peak / 2 ** 20).toFixed(0)} MiB`;
    console.log(`  ${String(rows).padStart(7)} rows ${size.padStart(9)}   ${seconds.toFixed(0)} s`);
  }
  const [few = Number.NaN, many = Number.NaN] = peaks;
  const growth = many / few;
  const verdict = growth <= mostGrowth ? "met" : "missed";
  console.log(`  growth ${growth.toFixed(2)}   <= ${mostGrowth} ${verdict}`);
}

function updateWords(file: string): readonly string[] {
  return [billing, "customers", "update", "--from", file, "-p", "commet", "--yes", "-o", "ndjson"];
}

async function run(
  node: NodeRuntime,
  words: readonly string[],
  origin: string,
  home: string,
): Promise<Finished> {
  const peakFile = join(home, "peak");
  const start = performance.now();
  const child = spawn(node.path, ["--import", pathToFileURL(here("peak.js")).href, ...words], {
    env: {
      HOME: home,
      PATH: process.env["PATH"] ?? "",
      BENCH_PEAK_FILE: peakFile,
      BILLING_COMMET_BASE_URL: origin,
      BILLING_COMMET_API_KEY: emulatedKey,
    },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const [said, [status]] = await Promise.all([
    text(child.stderr as NodeJS.ReadableStream),
    once(child, "close") as Promise<[number | null]>,
  ]);
  if (status !== 0) throw new Error(`${words.join(" ")} ended with ${status}: ${said}`);
  const seconds = (performance.now() - start) / 1000;
  const taken = JSON.parse(readFileSync(peakFile, "utf8")) as Pick<Finished, "peak" | "processor">;
  return { seconds, ...taken };
}
