/** A run over many Commet customers, at an emulator behind a gate. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import type { EmulatorOptions } from "../../src/emulator/emulator.ts";
import type { ProcessWorld } from "./built-program.ts";
import { type Gate, gateBefore, type HeldRequest } from "./gate.ts";
import type { NodeRuntime } from "./nodes.ts";
import { temporaryHome } from "./run-cli.ts";
import { type ServedEmulator, servedEmulator } from "./served-emulator.ts";

export interface CommetRun extends AsyncDisposable {
  readonly server: ServedEmulator;
  readonly gate: Gate;
  readonly home: string;
  /** State home of the program. */
  readonly state: string;
  /** A program with this home that talks to the gate. */
  readonly world: ProcessWorld;
  /** Path of the rows: each gives a customer the name `Row <n>`. */
  readonly rows: string;
  /** The rows. */
  readonly text: string;
  /** `customers update --from <rows>`, and these words. */
  begin(...words: readonly string[]): readonly string[];
  /** How many customers have the name that their row asks for. */
  renamed(): Promise<number>;
}

/** @param options `hold` says which requests the gate holds; nothing when missing */
export async function commetRun(
  node: NodeRuntime,
  options: {
    readonly rows: number;
    readonly hold?: (request: HeldRequest) => boolean;
    readonly emulator?: Partial<EmulatorOptions>;
    readonly env?: Readonly<Record<string, string>>;
  },
): Promise<CommetRun> {
  const server = await servedEmulator(options.emulator);
  const home = await temporaryHome();
  const gate = await gateBefore(server.emulator.origin, options.hold ?? (() => false));
  const ids = await server.emulator.fill("commet", { count: options.rows });
  const state = join(home.path, "state");
  await mkdir(state);
  const rows = join(home.path, "rows.ndjson");
  const text = ids
    .map((id, index) => `${JSON.stringify({ id, name: `Row ${index + 1}` })}\n`)
    .join("");
  await writeFile(rows, text);
  return {
    server,
    gate,
    home: home.path,
    state,
    world: {
      node,
      home: home.path,
      env: {
        ...server.env(gate.origin),
        XDG_STATE_HOME: state,
        BILLING_PROVIDER: "commet",
        ...options.env,
      },
    },
    rows,
    text,
    begin: (...words) => ["customers", "update", "--from", rows, ...words],
    async renamed() {
      const stored = await server.stored("commet");
      return ids.filter((id, index) => stored[id]?.["fullName"] === `Row ${index + 1}`).length;
    },
    async [Symbol.asyncDispose]() {
      await gate[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
      await home[Symbol.asyncDispose]();
    },
  };
}
