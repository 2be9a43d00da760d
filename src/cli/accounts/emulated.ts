/** The embedded emulator in place of configured accounts. */
import type { Account, Origin } from "../../domain/settings.ts";
import type { Emulator } from "../../emulator/emulator.ts";
import type { TemporaryDirectory } from "../../files/temporary-directory.ts";
import type { Host } from "../../host/host.ts";
import type { Provider } from "../../providers/contract.ts";
import type { ConnectionOptions } from "../args/options/shared-options.ts";
import { emulatorStateDirectory, isEmulatorStateNamed } from "../state-directory.ts";

/** The emulator of this process: one for all providers, so that a rate limit or a fault is one for all as well. */
export interface Embedded {
  /** Starts it when it is first asked for. */
  start(options: Pick<ConnectionOptions, "emulatorState" | "fault" | "limit">): Promise<Emulator>;
  close(): Promise<void>;
}

/** @param isDry nothing is to be changed: where no state can be kept, none is needed */
export function embeddedEmulator(host: Host, isDry: boolean): Embedded {
  let started: Promise<Emulator> | undefined;
  let temporary: TemporaryDirectory | undefined;
  const placeOf = async (flag: string | undefined): Promise<string> => {
    const { makeStateDirectory } = await import("../../emulator/state/state-directory.ts");
    try {
      const usual = emulatorStateDirectory(host, flag);
      await makeStateDirectory(usual);
      return usual;
    } catch (error) {
      if (!isDry || isEmulatorStateNamed(host, flag)) throw error;
      const { makeTemporaryDirectory } = await import("../../files/temporary-directory.ts");
      temporary = await makeTemporaryDirectory(host.temporary).catch(() => {
        throw error;
      });
      return temporary.path;
    }
  };
  const start: Embedded["start"] = async ({ emulatorState, fault, limit }) => {
    const { startEmulator } = await import("../../emulator/emulator.ts");
    const { parseFault } = await import("../../emulator/faults/text.ts");
    const { parseLimits } = await import("../../emulator/limits/limit-text.ts");
    const faults = fault.map((text) => parseFault(text));
    const limits = parseLimits(limit);
    return startEmulator({ stateDir: await placeOf(emulatorState), world: host, faults, limits });
  };
  return {
    start: (options) => (started ??= start(options)),
    close: async () => {
      // What did not start needs no end; why is told where it was asked for.
      const emulator = await started?.catch(() => undefined);
      await emulator?.close();
      await temporary?.remove();
    },
  };
}

/** An account of the emulator's demo data at one provider. */
export function emulatedAccount(provider: Provider, emulator: Emulator): Account {
  const origin: Origin = { kind: "emulator", name: "--emulator" };
  const values: Record<string, string> = {};
  const secrets: Record<string, string> = {};
  const given = emulator.settings[provider.id] ?? {};
  for (const [name, spec] of Object.entries(provider.settings)) {
    const value = given[name] ?? spec.default;
    if (value !== undefined) (spec.secret === true ? secrets : values)[name] = value;
  }
  return {
    provider: provider.id,
    baseUrl: emulator.baseUrls[provider.id] ?? emulator.origin,
    values,
    secrets,
    origins: Object.fromEntries(
      ["baseUrl", ...Object.keys(values), ...Object.keys(secrets)].map((name) => [name, origin]),
    ),
  };
}
