/** Which provider, and which account of it. */
import { resolve } from "node:path";

import type { Config } from "../../config/config.ts";
import { compact } from "../../domain/compact.ts";
import { BillingError } from "../../domain/errors.ts";
import type { Account, Proxy } from "../../domain/settings.ts";
import { shortestSecret } from "../../domain/text/secrets.ts";
import type { Host } from "../../host/host.ts";
import type { Provider } from "../../providers/contract.ts";
import { allProviders, providerIds, providers } from "../../providers/registry.ts";
import type { Connection } from "../../update/connection.ts";
import type { ConnectionOptions } from "../args/options/shared-options.ts";
import type { Ports } from "../ports.ts";
import { emulatedAccount } from "./emulated.ts";
import { providerNamed } from "./provider-named.ts";

/** What an account is opened with. */
export type AccountPorts = Pick<Ports, "host" | "terminal" | "emulator">;

/** Seconds, for each request. */
const defaultTimeout = 30;

/** An account of a provider, and nothing sent yet. */
type OpenAccount = Omit<Connection, "send">;

/**
 * Opens an account of the chosen provider. Credentials of no other provider are looked up.
 *
 * @param wanted the provider, where it is not the user's choice
 * @throws {BillingError} usage or auth
 */
export async function openAccount(
  ports: AccountPorts,
  options: ConnectionOptions,
  wanted?: string,
): Promise<OpenAccount> {
  const { host, terminal, emulator } = ports;
  const named = wanted ?? namedProvider(host, options);
  const config =
    options.emulator && named !== undefined && !namesConfiguration(options)
      ? undefined
      : await loadConfiguration(host, options);
  await terminal.warn(config?.warnings ?? (await ignoredIn(host)));
  const provider = chooseProvider(named ?? config?.provider?.value);

  const found = options.emulator
    ? emulatedAccount(provider, await emulator.start(options))
    : await configured(ports, options, provider, config);
  const account = { ...found, timeout: options.timeout ?? found.timeout ?? defaultTimeout };
  for (const secret of secretsOf(account)) terminal.secrets.add(secret);
  if (options.emulator) {
    await terminal.notice(
      `emulated: this is not ${provider.title} but a reading of its documents on this machine`,
    );
  }
  return { provider, account, secrets: terminal.secrets };
}

async function ignoredIn(host: Host): Promise<Config["warnings"]> {
  const { ignoredPlaces } = await import("../../config/files/paths.ts");
  return ignoredPlaces(host);
}

function secretsOf({ secrets, proxy }: Account): readonly string[] {
  return [...Object.values(secrets), ...(proxy === undefined ? [] : secretsOfProxy(proxy))];
}

/**
 * A user without a password is a token; with one it is a name, and no secret. A short one could not be told from
 * ordinary words: it is masked in what is sent, and where it stands before the proxy's name.
 */
function secretsOfProxy({ user = "", password = "" }: Proxy): readonly string[] {
  const secret = password || user;
  if (secret === "" || secret.length >= shortestSecret) return [secret];
  const pair = `${user}:${password}`;
  const sent = Buffer.from(pair).toString("base64");
  const shown = [pair, ...(password === "" ? [user] : [])].map((text) => `//${text}@`);
  return sent.length < shortestSecret ? shown : [...shown, sent];
}

/** The provider that the command line or the configuration chooses; undefined where neither does. */
export async function defaultProvider(
  host: Host,
  options: ConnectionOptions,
): Promise<Provider | undefined> {
  const named = namedProvider(host, options);
  if (named !== undefined) return chooseProvider(named);
  if (options.emulator) return undefined;
  const chosen = (await loadConfiguration(host, options)).provider?.value;
  return chosen === undefined ? undefined : chooseProvider(chosen);
}

/** The providers that the configuration says something of. */
export async function configuredProviders(
  host: Host,
  options: ConnectionOptions,
): Promise<readonly Provider[]> {
  const { settings } = await loadConfiguration(host, options);
  return allProviders.filter(({ id }) => Object.keys(settings[id] ?? {}).length > 0);
}

/** Nothing says how any provider is reached. */
export function noneConfigured(): BillingError {
  return new BillingError("auth", "no provider is configured", {
    hint: "begin with: billing config init; to try things out, add --emulator",
  });
}

function namedProvider({ env }: Host, options: ConnectionOptions): string | undefined {
  return options.provider ?? (options.emulator ? env["BILLING_PROVIDER"] : undefined);
}

/** What is named is read: one that is not there is a mistake, with the emulator as without it. */
function namesConfiguration({ config, profile }: ConnectionOptions): boolean {
  return config !== undefined || profile !== undefined;
}

function chooseProvider(name: string | undefined): Provider {
  if (name !== undefined) return providers[providerNamed("--provider", name)];
  throw new BillingError("usage", "which provider?", {
    hint: `name one with --provider (${providerIds.join(", ")}), or set "provider" in the configuration, which begins with: billing config init`,
  });
}

/** Loaded only where it is needed: the emulator wants no configuration. */
export async function loadConfiguration(
  host: Host,
  {
    config,
    profile,
    provider,
  }: Partial<Pick<ConnectionOptions, "config" | "profile" | "provider">>,
): Promise<Config> {
  const { loadConfig } = await import("../../config/load-config.ts");
  const path = config === undefined ? undefined : resolve(host.cwd, config);
  return loadConfig({
    host,
    providers: allProviders,
    flags: compact({ config: path, profile, provider }),
  });
}

async function configured(
  { host, terminal }: AccountPorts,
  options: ConnectionOptions,
  provider: Provider,
  config: Config | undefined,
): Promise<Account> {
  const { baseUrl, timeout } = options;
  const { resolveAccount } = await import("../../config/resolve-account.ts");
  const { account, warnings } = await resolveAccount(
    config ?? (await loadConfiguration(host, options)),
    provider.id,
    { host, providers: allProviders, flags: compact({ baseUrl, timeout }) },
  );
  await terminal.warn(warnings);
  return account;
}
