/** Which providers a command that takes several is for. */
import { BillingError } from "../../domain/errors.ts";
import { didYouMean } from "../../domain/text/nearest.ts";
import type { Host } from "../../host/host.ts";
import type { Provider } from "../../providers/contract.ts";
import { allProviders, isProviderId, providerIds, providers } from "../../providers/registry.ts";
import type { ConnectionOptions } from "../args/options/shared-options.ts";
import { configuredProviders, defaultProvider, noneConfigured } from "./account.ts";

/** What stands for every provider that is configured. */
const every = "all";

/**
 * Reads `maple,kirim` or `all`.
 *
 * @throws {BillingError} usage: when there is none
 */
export async function chosenProviders(
  host: Host,
  options: ConnectionOptions,
): Promise<readonly Provider[]> {
  const { provider: named } = options;
  if (named === undefined) {
    const usual = await defaultProvider(host, options);
    if (usual !== undefined) return [usual];
    throw new BillingError("usage", "which provider?", {
      hint: `name one with --provider (${providerIds.join(", ")}), several with commas, or all of them: ${every}`,
    });
  }
  const parts = named.split(",").map((name) => name.trim());
  const names = parts.length > 1 ? parts.filter((name) => name !== "") : parts;
  const wrong = names.filter((name) => !isProviderId(name) && name !== every);
  if (wrong.length > 0) {
    throw BillingError.usage(
      wrong.map((name) => ({
        location: { name: "--provider" },
        message: `there is no provider "${name}"${didYouMean(name, providerIds)}`,
        hint: `some of ${providerIds.join(", ")}, or ${every}`,
      })),
    );
  }
  if (!names.includes(every)) {
    return [...new Set(names)].flatMap((name) => (isProviderId(name) ? [providers[name]] : []));
  }
  if (options.emulator) return allProviders;
  const configured = await configuredProviders(host, { ...options, provider: undefined });
  if (configured.length > 0) return configured;
  throw noneConfigured();
}
