/** Runs over many customers against an emulator of their own. */
import { randomUUID } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { variableName } from "../../src/config/environment.ts";
import type { JsonObject } from "../../src/domain/json.ts";
import { type Emulator, startEmulator } from "../../src/emulator/emulator.ts";
import { type CliResult, runCli, temporaryHome } from "../support/run-cli.ts";

type World = NonNullable<Parameters<typeof runCli>[1]>;
type EmulatorParts = Omit<Parameters<typeof startEmulator>[0], "stateDir" | "world"> & {
  readonly now?: () => number;
};

export interface RunPlace extends AsyncDisposable {
  readonly emulator: Emulator;
  readonly path: string;
  /** `billing <words>`, with all five providers configured by variables. */
  readonly run: (words: readonly string[], world?: World) => Promise<CliResult>;
  /** `customers update --from <name> <words>`, the text written to that file before. */
  readonly from: (
    name: string,
    text: string | Uint8Array,
    words?: readonly string[],
    world?: World,
  ) => Promise<CliResult>;
  /** The vendor's own record. */
  readonly record: (vendor: string, id: string) => Promise<JsonObject>;
  readonly write: (name: string, text: string | Uint8Array) => Promise<void>;
  readonly read: (name: string) => Promise<string>;
  /** Ids of the runs that were recorded. */
  readonly runs: () => Promise<readonly string[]>;
  /** A file of a run. */
  readonly fileOf: (run: string, name: string) => string;
}

/** @param parts of the emulator; ten made customers at each vendor unless said otherwise */
export async function runPlace({
  now = () => Date.now(),
  ...parts
}: EmulatorParts = {}): Promise<RunPlace> {
  const home = await temporaryHome();
  const state = join(home.path, "state");
  const emulator = await startEmulator({
    customers: 10,
    ...parts,
    stateDir: join(home.path, "emulated"),
    world: { now, random: () => Math.random(), uuid: () => randomUUID() },
  });
  const env = Object.fromEntries(
    Object.entries(emulator.settings).flatMap(([vendor, settings]) =>
      Object.entries({ ...settings, baseUrl: emulator.baseUrls[vendor] ?? "" }).map(
        ([name, value]) => [variableName(vendor, name), value],
      ),
    ),
  );
  const run: RunPlace["run"] = (words, world = {}) =>
    runCli(words, {
      cwd: home.path,
      uuid: () => randomUUID(),
      ...world,
      env: { ...env, XDG_STATE_HOME: state, ...world.env },
    });
  const runsDir = join(state, "billing", "runs");
  const write: RunPlace["write"] = (name, text) => writeFile(join(home.path, name), text);
  return {
    emulator,
    path: home.path,
    run,
    from: async (name, text, words = [], world = {}) => {
      await write(name, text);
      return run(["customers", "update", "--from", name, ...words], world);
    },
    record: async (vendor, id) => {
      const { json } = await run(["customers", "get", id, "-p", vendor, "-o", "json"]);
      return json().native;
    },
    write,
    read: (name) => readFile(join(home.path, name), "utf8"),
    runs: async () =>
      (await readdir(runsDir).catch((): string[] => [])).toSorted((left, right) =>
        left < right ? -1 : 1,
      ),
    fileOf: (id, name) => join(runsDir, id, name),
    [Symbol.asyncDispose]: async () => {
      await emulator.close();
      await home[Symbol.asyncDispose]();
    },
  };
}

/** Texts as lines of NDJSON. */
export function ndjson(...rows: readonly object[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join("");
}

/** Lines of NDJSON as values. */
export function lines(text: string): readonly any[] {
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
}

/** A made customer of Commet. */
export function commetId(number: number): string {
  return `cus_${String(number).padStart(6, "0")}`;
}

/** Rows that rename so many made customers of Commet. */
export function renames(count: number, name = "Renamed"): string {
  return ndjson(
    ...Array.from({ length: count }, (_row, index) => ({
      id: commetId(index + 1),
      name: `${name} ${index + 1}`,
    })),
  );
}
