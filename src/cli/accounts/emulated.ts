/** The embedded emulator in place of configured accounts. */
import type { Account, Origin } from "../../domain/settings.ts";
import type { Emulator } from "../../emulator/emulator.ts";
import type { Host } from "../../host/host.ts";
import type { Provider } from "../../providers/contract.ts";
import type { ConnectionOptions } from "../args/shared-options.ts";
import { emulatorStateDirectory } from "../state-directory.ts";

/** The emulator of this process: one for all providers, so that a rate limit or a fault is one for all as well. */
export interface Embedded {
  /** Starts it when it is first asked for. */
  start(options: Pick<ConnectionOptions, "emulatorState" | "fault" | "limit">): Promise<Emulator>;
  close(): Promise<void>;
}

export function embeddedEmulator(host: Host): Embedded {
  let started: Promise<Emulator> | undefined;
  const start: Embedded["start"] = async ({ emulatorState, fault, limit }) => {
    const { startEmulator } = await import("../../emulator/emulator.ts");
    const { parseFault } = await import("../../emulator/faults/text.ts");
    const { parseLimits } = await import("../../emulator/limits/limit-text.ts");
    return startEmulator({
      stateDir: emulatorStateDirectory(host, emulatorState),
      world: host,
      faults: fault.map((text) => parseFault(text)),
      limits: parseLimits(limit),
    });
  };
  return {
    start: (options) => (started ??= start(options)),
    close: async () => {
      // What did not start needs no end; why is told where it was asked for.
      const emulator = await started?.catch(() => undefined);
      await emulator?.close();
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
