/** From options to a provider that can be talked to. */
import { resolve } from "node:path";

import type { Config } from "../config/config.ts";
import { BillingError } from "../domain/errors.ts";
import type { HttpRequest, Send } from "../domain/exchange.ts";
import { didYouMean } from "../domain/nearest.ts";
import type { Account } from "../domain/settings.ts";
import type { Host } from "../host/host.ts";
import { debugging } from "../http/debugging.ts";
import { createSend } from "../http/got-send.ts";
import { defaultLimits } from "../http/retry.ts";
import { retrying } from "../http/retrying.ts";
import { authorizing } from "../providers/authorize.ts";
import type { Provider } from "../providers/contract.ts";
import { renewingKeys } from "../providers/idempotency.ts";
import { allProviders, isProviderId, providerIds, providers } from "../providers/registry.ts";
import type { ReferenceKind } from "../providers/requests.ts";
import type { Target } from "../update/read-customer.ts";
import { version } from "../version.ts";
import type { GivenOptions } from "./command.ts";
import { emulatedAccount, emulatorStateDirectory } from "./emulated-account.ts";
import type { Terminal } from "./terminal.ts";

export interface Session {
  readonly provider: Provider;
  readonly account: Account;
  target(kind: ReferenceKind, reference: string): Target;
  /** From now on an interruption waits for what is under way. */
  beginWrite(): void;
  close(): Promise<void>;
}

/** Seconds, for each request. */
const defaultTimeout = 30;
const connectTimeout = 10;
const longestTimeout = 3600;

/**
 * Opens what the command needs to talk to the chosen provider. Credentials of no other provider are looked up.
 *
 * @throws BillingError `usage` or `auth`
 */
export async function openSession(
  host: Host,
  options: GivenOptions,
  terminal: Terminal,
): Promise<Session> {
  const emulated = options.has("emulator");
  const named = options.text("provider") ?? (emulated ? host.env["BILLING_PROVIDER"] : undefined);
  const config = emulated && named !== undefined ? undefined : await load(host, options);
  const provider = chooseProvider(named ?? config?.provider?.value);
  if (config !== undefined) await terminal.warn(config.warnings);

  const { account, close } = emulated
    ? await emulatedAccount(provider, {
        stateDir: emulatorStateDirectory(host, options.text("emulator-state")),
        host,
      })
    : await configured(host, options, terminal, provider, config);
  for (const secret of Object.values(account.secrets)) terminal.hide(secret);
  if (emulated) {
    await terminal.notice(
      `emulated: this is not ${provider.title} but a reading of its documents on this machine`,
    );
  }

  // Until something is written, an interruption ends the waiting at once; from then on it is let through.
  const reading = new AbortController();
  let writing = false;
  host.interrupted.addEventListener("abort", () => {
    if (writing) {
      void terminal.notice("interrupted: finishing what is under way; again stops at once");
    } else reading.abort();
  });
  const send = stack(host, options, terminal, provider, account, reading.signal);

  return {
    provider,
    account,
    target: (kind, reference) => ({ provider, account, send, kind, reference }),
    beginWrite() {
      if (host.interrupted.aborted) {
        throw new BillingError("interrupted", "interrupted; nothing was written");
      }
      writing = true;
    },
    close,
  };
}

/** The way of a request: credential, retries, key, exchange on stderr, network. */
function stack(
  host: Host,
  options: GivenOptions,
  terminal: Terminal,
  provider: Provider,
  account: Account,
  signal: AbortSignal,
): Send {
  const seconds = givenTimeout(options).timeout ?? account.timeout ?? defaultTimeout;
  const network = createSend({
    timeout: {
      connect: Math.min(connectTimeout, seconds) * 1000,
      response: seconds * 1000,
      request: seconds * 1000,
    },
    userAgent: `billing/${version}`,
    signal,
  });
  const shown = terminal.debug
    ? debugging(network, {
        write: (text) => terminal.err(text),
        redact: (text) => terminal.redact(text),
        now: () => host.now(),
      })
    : network;
  const retried = retrying(
    renewingKeys(provider, shown, () => host.uuid()),
    {
      host,
      limits: { ...defaultLimits, ...(options.has("no-retry") ? { attempts: 1 } : {}) },
      isSafe: (request: HttpRequest) => request.method === "GET" || request.repeatable === true,
      onRetry: ({ attempt, delayMs, reason }) => {
        void terminal.notice(
          `attempt ${attempt} failed (${reason}); next in ${(delayMs / 1000).toFixed(1)} s`,
        );
      },
      signal,
    },
  );
  return authorizing(
    provider,
    account,
    retried,
    () => host.now(),
    (secret) => terminal.hide(secret),
  );
}

/** Seconds, where the flag was given. */
function givenTimeout(options: GivenOptions): { readonly timeout?: number } {
  const text = options.text("timeout");
  if (text === undefined) return {};
  const timeout = Number(text);
  if (/^\d+(?:\.\d+)?$/u.test(text) && timeout > 0 && timeout <= longestTimeout) return { timeout };
  throw BillingError.usage([
    {
      place: { name: "--timeout" },
      message: `"${text}" is not a number of seconds above 0 and up to ${longestTimeout}`,
    },
  ]);
}

function chooseProvider(name: string | undefined): Provider {
  if (name !== undefined && isProviderId(name)) return providers[name];
  const all = providerIds.join(", ");
  throw name === undefined
    ? new BillingError("usage", "which provider?", {
        hint: `name one with --provider (${all}), or set "provider" in the configuration`,
      })
    : BillingError.usage([
        {
          place: { name: "--provider" },
          message: `there is no provider "${name}"${didYouMean(name, providerIds)}`,
          hint: `one of ${all}`,
        },
      ]);
}

/** Loaded only where it is needed: the emulator wants no configuration. */
async function load(host: Host, options: GivenOptions): Promise<Config> {
  const { loadConfig } = await import("../config/load-config.ts");
  const flags = {
    config: options.text("config"),
    profile: options.text("profile"),
    provider: options.text("provider"),
  };
  return loadConfig({
    host,
    providers: allProviders,
    flags: {
      ...(flags.config === undefined ? {} : { config: resolve(host.cwd, flags.config) }),
      ...(flags.profile === undefined ? {} : { profile: flags.profile }),
      ...(flags.provider === undefined ? {} : { provider: flags.provider }),
    },
  });
}

async function configured(
  host: Host,
  options: GivenOptions,
  terminal: Terminal,
  provider: Provider,
  config: Config | undefined,
): Promise<{ readonly account: Account; readonly close: () => Promise<void> }> {
  const baseUrl = options.text("base-url");
  const { resolveAccount } = await import("../config/resolve-account.ts");
  const { account, warnings } = await resolveAccount(
    config ?? (await load(host, options)),
    provider.id,
    {
      host,
      providers: allProviders,
      flags: {
        ...(baseUrl === undefined ? {} : { baseUrl }),
        ...givenTimeout(options),
      },
    },
  );
  await terminal.warn(warnings);
  return { account, close: async () => undefined };
}
