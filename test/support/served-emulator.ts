/** The emulator in the test's own process, for programs that run beside it. */
import { variableName } from "../../src/config/environment.ts";
import type { JsonObject } from "../../src/domain/json.ts";
import { type Emulator, type EmulatorOptions, startEmulator } from "../../src/emulator/emulator.ts";
import type { AnsweredRequest } from "../../src/emulator/server/request-log.ts";
import { vendors } from "../../src/emulator/registry.ts";
import { storedCustomers, temporaryDirectory } from "../emulator/support.ts";

export interface ServedEmulator extends AsyncDisposable {
  readonly emulator: Emulator;
  /**
   * What points the program here.
   *
   * @param origin of what stands before the emulator
   */
  env(origin?: string): Readonly<Record<string, string>>;
  /** Customers of the vendor by id, in its own shape: what is on the disk. */
  stored(vendor: string): Promise<Readonly<Record<string, JsonObject>>>;
  /** What stands last in the path of each request that changed a customer: its id, where the vendor has it there. */
  written(vendor: string): readonly string[];
  /** Resolves once the condition, which is asked at each answered request, holds. */
  until(condition: (request: AnsweredRequest) => boolean): Promise<void>;
}

/** Without limits of any vendor's own, unless some are given; random where the vendors' world is. */
export async function servedEmulator(
  options: Partial<EmulatorOptions> & { readonly random?: () => number } = {},
): Promise<ServedEmulator> {
  const { random = () => Math.random(), ...given } = options;
  const directory = await temporaryDirectory();
  const listeners = new Set<(request: AnsweredRequest) => void>();
  const written = new Map<string, string[]>();
  const world = { now: () => Date.now(), uuid: () => crypto.randomUUID(), random };
  const emulator = await startEmulator({
    stateDir: directory.path,
    world,
    limits: { any: false },
    ...given,
    log: (request) => {
      if (request.applied && request.vendor !== undefined) {
        const ids = written.get(request.vendor) ?? [];
        ids.push(request.path.split("/").at(-1) ?? "");
        written.set(request.vendor, ids);
      }
      for (const listener of listeners) listener(request);
    },
  });
  return {
    emulator,
    env(origin = emulator.origin) {
      return Object.fromEntries(
        vendors.flatMap(({ id }) => {
          const baseUrl = (emulator.baseUrls[id] ?? "").replace(emulator.origin, origin);
          return Object.entries({ ...emulator.settings[id], baseUrl }).map(([name, value]) => [
            variableName(id, name),
            value,
          ]);
        }),
      );
    },
    stored: (vendorId) => storedCustomers(directory.path, vendorId),
    written: (vendor) => written.get(vendor) ?? [],
    until: (condition) =>
      new Promise((resolve) => {
        const listener = (request: AnsweredRequest): void => {
          if (!condition(request)) return;
          listeners.delete(listener);
          resolve();
        };
        listeners.add(listener);
      }),
    async [Symbol.asyncDispose]() {
      await emulator.close();
      await directory[Symbol.asyncDispose]();
    },
  };
}
