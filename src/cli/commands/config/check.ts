import { compact } from "../../../domain/compact.ts";
import { exitCodes } from "../../../domain/errors.ts";
import { safeFailure } from "../../../domain/map-failure.ts";
import type { Host } from "../../../host/host.ts";
import type { View } from "../../../render/view.ts";
import { configuredProviders, loadConfiguration, noneConfigured } from "../../accounts/account.ts";
import { chosenProviders } from "../../accounts/chosen-providers.ts";
import type { Handler } from "../../args/command.ts";
import { allProviders, providers } from "../../../providers/registry.ts";
import type { Provider } from "../../../providers/contract.ts";
import type { Ports } from "../../ports.ts";
import { providerNamed, refuseSecond } from "../../accounts/provider-named.ts";
import { type Checked, checkProvider } from "./check-provider.ts";
import type { CheckOptions } from "./check.command.ts";
import { checkView, shortView } from "./check-view.ts";

export const handle: Handler<CheckOptions> = (options, ports) =>
  checkAll(options, ports, checkView);
export const handleShort: Handler<CheckOptions> = (options, ports) =>
  checkAll(options, ports, shortView);

async function checkAll(
  options: CheckOptions,
  ports: Ports,
  view: View<readonly Checked[]>,
): Promise<number> {
  const chosen = await toCheck(options, ports);
  const checks: Checked[] = [];
  const { secrets } = ports.terminal;
  const profile = await profileOf(options, ports.host);
  for (const provider of chosen) {
    const checked = await checkProvider(
      ports,
      { ...options, profile, provider: undefined },
      provider,
    );
    const error = checked.error && safeFailure(checked.error, (text) => secrets.redact(text));
    checks.push({ ...checked, ...compact({ error }) });
  }
  await ports.terminal.show(view, checks);
  return checks.every(({ error }) => error === undefined) ? 0 : exitCodes.auth;
}

/** As it is chosen, by the command line or elsewhere. */
async function profileOf(options: CheckOptions, host: Host): Promise<string | undefined> {
  return options.emulator
    ? options.profile
    : (await loadConfiguration(host, options)).profile?.value;
}

async function toCheck(
  options: CheckOptions,
  { host, operands: [name] }: Ports,
): Promise<readonly Provider[]> {
  if (options.provider !== undefined) {
    refuseSecond(name);
    return chosenProviders(host, options);
  }
  if (name !== undefined) return [providers[providerNamed("<provider>", name)]];
  if (options.emulator) return allProviders;
  const configured = await configuredProviders(host, options);
  if (configured.length === 0) throw noneConfigured();
  return configured;
}
