/** From options to a provider that can be talked to. */
import { resolve } from "node:path";

import type { Config } from "../config/config.ts";
import { BillingError } from "../domain/errors.ts";
import type { HttpRequest, Send } from "../domain/exchange.ts";
import { didYouMean } from "../domain/nearest.ts";
import type { Account } from "../domain/settings.ts";
import type { Host } from "../host/host.ts";
import { debugging } from "../http/debugging.ts";
import { pacing } from "../http/pacing.ts";
import { defaultLimits, type Repeating, type RetryLimits } from "../http/retry.ts";
import { retrying } from "../http/retrying.ts";
import { authorizing } from "../providers/authorize.ts";
import type { Provider } from "../providers/contract.ts";
import { renewingKeys } from "../providers/idempotency.ts";
import { allProviders, isProviderId, providerIds, providers } from "../providers/registry.ts";
import type { ReferenceKind } from "../providers/requests.ts";
import type { Target } from "../update/read-customer.ts";
import { version } from "../version.ts";
import type { GivenOptions } from "./command.ts";
import { emulatedAccount } from "./emulated-account.ts";
import { emulatorStateDirectory } from "./state-directory.ts";
import type { Terminal } from "./terminal.ts";

export interface Session {
  readonly provider: Provider;
  readonly account: Account;
  target(kind: ReferenceKind, reference: string): Target;
  /** Whom to tell how long a retry is still waited for. */
  onWait(tell: (text: string) => void): void;
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
 * @param wanted the provider, where it is not the user's choice
 * @throws BillingError `usage` or `auth`
 */
export async function openSession(
  host: Host,
  options: GivenOptions,
  terminal: Terminal,
  wanted?: string,
): Promise<Session> {
  const emulated = options.has("emulator");
  if (!emulated && options.texts("fault").length > 0) {
    throw BillingError.usage([
      { place: { name: "--fault" }, message: "only the emulator fails on demand: add --emulator" },
    ]);
  }
  const named =
    wanted ?? options.text("provider") ?? (emulated ? host.env["BILLING_PROVIDER"] : undefined);
  const config = emulated && named !== undefined ? undefined : await load(host, options);
  const provider = chooseProvider(named ?? config?.provider?.value);
  if (config !== undefined) await terminal.warn(config.warnings);

  const { account, close } = emulated
    ? await emulatedAccount(provider, {
        stateDir: emulatorStateDirectory(host, options.text("emulator-state")),
        host,
        faults: options.texts("fault"),
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
  let tellWait: ((text: string) => void) | undefined;
  const send = await stack(host, options, terminal, provider, account, {
    signal: reading.signal,
    onWait: (leftMs) => tellWait?.(`waiting for ${provider.title}: ${Math.ceil(leftMs / 1000)} s`),
  });

  return {
    provider,
    account,
    target: (kind, reference) => ({ provider, account, send, kind, reference }),
    onWait(tell) {
      tellWait = tell;
    },
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
async function stack(
  host: Host,
  options: GivenOptions,
  terminal: Terminal,
  provider: Provider,
  account: Account,
  { signal, onWait }: { readonly signal: AbortSignal; readonly onWait: (leftMs: number) => void },
): Promise<Send> {
  const { createSend } = await import("../http/got-send.ts");
  const seconds = givenSeconds(options, "timeout") ?? account.timeout ?? defaultTimeout;
  const network = createSend({
    timeout: {
      connect: Math.min(connectTimeout, seconds) * 1000,
      response: seconds * 1000,
      request: seconds * 1000,
    },
    userAgent: `billing/${version}`,
    signal,
  });
  const paced =
    account.rateLimit === undefined ? network : pacing(network, account.rateLimit, host, signal);
  const shown = terminal.debug
    ? debugging(paced, {
        write: (text) => terminal.err(text),
        redact: (text) => terminal.redact(text),
        now: () => host.now(),
      })
    : paced;
  const retried = retrying(
    renewingKeys(provider, shown, () => host.uuid()),
    {
      host,
      limits: retryLimits(options),
      repeating: (request) => repeatingOf(provider, request),
      onRetry: ({ attempt, delayMs, reason }) => {
        void terminal.notice(
          `attempt ${attempt} failed (${reason}); next in ${(delayMs / 1000).toFixed(1)} s`,
        );
      },
      // A countdown is for a terminal; elsewhere the one notice says how long it takes.
      ...(host.stderr.isTTY ? { onWait } : {}),
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

function repeatingOf({ idempotency }: Provider, request: HttpRequest): Repeating {
  if (request.method === "GET" || request.repeatable === true) return "harmless";
  return idempotency !== undefined && request.headers[idempotency.header] !== undefined
    ? "keyed"
    : "twice";
}

function retryLimits(options: GivenOptions): RetryLimits {
  const seconds = givenSeconds(options, "max-wait");
  return {
    attempts: options.has("no-retry") ? 1 : defaultLimits.attempts,
    maxWaitMs: seconds === undefined ? defaultLimits.maxWaitMs : seconds * 1000,
  };
}

/** The number of seconds after this flag, where it was given. */
function givenSeconds(options: GivenOptions, long: string): number | undefined {
  const text = options.text(long);
  if (text === undefined) return undefined;
  const seconds = Number(text);
  if (/^\d+(?:\.\d+)?$/u.test(text) && seconds > 0 && seconds <= longestTimeout) return seconds;
  throw BillingError.usage([
    {
      place: { name: `--${long}` },
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
  const timeout = givenSeconds(options, "timeout");
  const { resolveAccount } = await import("../config/resolve-account.ts");
  const { account, warnings } = await resolveAccount(
    config ?? (await load(host, options)),
    provider.id,
    {
      host,
      providers: allProviders,
      flags: {
        ...(baseUrl === undefined ? {} : { baseUrl }),
        ...(timeout === undefined ? {} : { timeout }),
      },
    },
  );
  await terminal.warn(warnings);
  return { account, close: async () => undefined };
}
