/** An emulator whose records a test writes and reads as files, and the program beside it. */
import fc from "fast-check";

import { variableName } from "../../src/config/environment.ts";
import type { JsonObject } from "../../src/domain/json.ts";
import type { Switches, VendorState } from "../../src/emulator/vendor.ts";
import { freshEmulator, storedState, storeState, testNow } from "../emulator/support.ts";
import { idOf } from "./records.ts";
import { type CliResult, runCli } from "../support/run-cli.ts";
import { rounds, roundsPatience, testSeed } from "../support/random.ts";

/**
 * Runs the property so many times, or a multiple of it as `BILLING_TEST_ROUNDS` says; a failure is told with its seed
 * and the smallest case that was found.
 */
export async function holds<T>(property: fc.IAsyncProperty<T>, runs: number): Promise<void> {
  await fc.assert(property, {
    seed: testSeed,
    numRuns: rounds(runs),
    interruptAfterTimeLimit: roundsPatience,
    markInterruptAsFailure: true,
  });
}

export interface World extends AsyncDisposable {
  /** Credentials that must never be seen. */
  readonly secrets: readonly string[];
  /** Where the vendor answers. */
  readonly baseUrl: string;
  /** Makes the record the only one. */
  location(record: JsonObject): Promise<void>;
  /** Everything that the vendor holds now. */
  held(): Promise<VendorState>;
  /** Writes that reached the vendor so far; a login is none. */
  writes(): number;
  run(args: readonly string[], stdin?: string): Promise<CliResult>;
}

/** One vendor in the emulator, read the way the switches say. */
export async function worldOf(vendor: string, switches: Switches = {}): Promise<World> {
  const emulator = await freshEmulator({ switches: { [vendor]: switches } });
  const baseUrl = emulator.baseUrls[vendor] ?? "";
  const settings = { ...emulator.settings[vendor], baseUrl };
  const env = Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [variableName(vendor, name), value]),
  );
  return {
    secrets: ["token", "refreshToken", "apiKey"].flatMap((name) => {
      const secret = emulator.settings[vendor]?.[name];
      return secret === undefined ? [] : [secret];
    }),
    baseUrl,
    location: async (record) => {
      const customers = { [idOf(record)]: record };
      await storeState(emulator.stateDir, vendor, { customers, other: {} });
    },
    held: () => storedState(emulator.stateDir, vendor),
    writes: () =>
      emulator.requests.filter(
        ({ method, path }) => method !== "GET" && !/\/(?:login|search|find)$/u.test(path),
      ).length,
    run: (args, stdin) =>
      runCli([...args, "-p", vendor], {
        env,
        now: () => Date.parse(testNow),
        ...(stdin === undefined ? {} : { stdin }),
      }),
    [Symbol.asyncDispose]: () => emulator[Symbol.asyncDispose](),
  };
}
