/** The embedded emulator in place of a configured account. */
import type { Account, Origin } from "../domain/settings.ts";
import type { Host } from "../host/host.ts";
import type { Provider } from "../providers/contract.ts";

/** Starts the emulator inside this process, and an account of its demo data at one provider. */
export async function emulatedAccount(
  provider: Provider,
  {
    stateDir,
    host,
    faults,
    limits = [],
  }: {
    readonly stateDir: string;
    readonly host: Host;
    readonly faults: readonly string[];
    readonly limits?: readonly string[];
  },
): Promise<{ readonly account: Account; readonly close: () => Promise<void> }> {
  const { startEmulator } = await import("../emulator/emulator.ts");
  const { parseFault } = await import("../emulator/fault-text.ts");
  const { parseLimits } = await import("../emulator/limit-text.ts");
  const emulator = await startEmulator({
    stateDir,
    world: host,
    faults: faults.map((text) => parseFault(text)),
    limits: parseLimits(limits),
  });
  const origin: Origin = { kind: "emulator", name: "--emulator" };
  const values: Record<string, string> = {};
  const secrets: Record<string, string> = {};
  const given = emulator.settings[provider.id] ?? {};
  for (const [name, spec] of Object.entries(provider.settings)) {
    const value = given[name] ?? spec.default;
    if (value !== undefined) (spec.secret === true ? secrets : values)[name] = value;
  }
  return {
    account: {
      provider: provider.id,
      baseUrl: emulator.baseUrls[provider.id] ?? emulator.origin,
      values,
      secrets,
      origins: Object.fromEntries(
        ["baseUrl", ...Object.keys(values), ...Object.keys(secrets)].map((name) => [name, origin]),
      ),
    },
    close: () => emulator.close(),
  };
}
