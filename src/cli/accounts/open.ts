/** From options to a provider that can be talked to. */
import { resolve } from "node:path";

import type { Config } from "../../config/config.ts";
import { BillingError } from "../../domain/errors.ts";
import { didYouMean } from "../../domain/text/nearest.ts";
import type { Account } from "../../domain/settings.ts";
import type { Send } from "../../domain/exchange.ts";
import type { Host } from "../../host/host.ts";
import { admitting } from "../../http/rate/budget.ts";
import type { Provider } from "../../providers/contract.ts";
import { allProviders, isProviderId, providerIds, providers } from "../../providers/registry.ts";
import type { Connection } from "../../update/connection.ts";
import type { GivenOptions } from "../args/command.ts";
import { type Embedded, emulatedAccount } from "./emulated.ts";
import { givenSeconds } from "../args/given-number.ts";
import { runSend, singleSend, timeoutOf } from "./send-stack.ts";
import type { Terminal } from "../terminal.ts";

/** An account of a provider, and nothing sent yet. */
type OpenAccount = Omit<Connection, "send">;

/** What accounts are opened with. */
export interface SessionAt {
  readonly host: Host;
  readonly options: GivenOptions;
  readonly terminal: Terminal;
  readonly emulator: Embedded;
}

/** An account, and a way to it for one customer at a time. */
export interface Session extends Connection {
  /** Whom to tell how long a retry is still waited for. */
  onWait(tell: (text: string) => void): void;
  /** From now on an interruption waits for what is under way. */
  beginWrite(): void;
}

/** An account, and a way to it for many customers at a time, within its rate budget. */
export interface RunSession extends Connection {
  /** Waits until a customer may be read and written, and keeps both slots until `done` is called. */
  reserve(): Promise<Reserved>;
}

interface Reserved {
  readonly send: Send;
  done(): void;
}

/**
 * Opens an account of the chosen provider. Credentials of no other provider are looked up.
 *
 * @param wanted the provider, where it is not the user's choice
 * @throws BillingError `usage` or `auth`
 */
async function openAccount(at: SessionAt, wanted?: string): Promise<OpenAccount> {
  const { host, options, terminal, emulator } = at;
  const emulated = options.has("emulator");
  checkEmulatorOptions(options);
  const named = wanted ?? namedProvider(host, options);
  const config = emulated && named !== undefined ? undefined : await load(host, options);
  const provider = chooseProvider(named ?? config?.provider?.value);
  if (config !== undefined) await terminal.warn(config.warnings);

  const found = emulated
    ? emulatedAccount(provider, await emulator.start())
    : await configured(at, provider, config);
  const account = { ...found, timeout: timeoutOf(options, found) };
  for (const secret of Object.values(account.secrets)) terminal.hide(secret);
  if (emulated) {
    await terminal.notice(
      `emulated: this is not ${provider.title} but a reading of its documents on this machine`,
    );
  }
  return { provider, account };
}

/** The provider that the command line or the configuration chooses; undefined where neither does. */
export async function defaultProvider(
  host: Host,
  options: GivenOptions,
): Promise<Provider | undefined> {
  const named = namedProvider(host, options);
  if (named !== undefined) return chooseProvider(named);
  if (options.has("emulator")) return undefined;
  const chosen = (await load(host, options)).provider?.value;
  return chosen === undefined ? undefined : chooseProvider(chosen);
}

function namedProvider({ env }: Host, options: GivenOptions): string | undefined {
  return (
    options.text("provider") ?? (options.has("emulator") ? env["BILLING_PROVIDER"] : undefined)
  );
}

function checkEmulatorOptions(options: GivenOptions): void {
  if (options.has("emulator")) return;
  const complaints = ["fault", "limit"]
    .filter((long) => options.texts(long).length > 0)
    .map((long) => ({
      location: { name: `--${long}` },
      message: `only the emulator ${long === "fault" ? "fails on demand" : "limits on demand"}: add --emulator`,
    }));
  if (complaints.length > 0) throw BillingError.usage(complaints);
}

/** Opens what the command needs to talk to the chosen provider; see {@link openAccount}. */
export async function openSession(at: SessionAt, wanted?: string): Promise<Session> {
  const { host, options, terminal } = at;
  const opened = await openAccount(at, wanted);
  const { provider, account } = opened;
  // Until something is written, an interruption ends the waiting at once; from then on it is let through.
  const reading = new AbortController();
  let writing = false;
  host.interrupted.addEventListener("abort", () => {
    if (writing) {
      void terminal.notice("interrupted: finishing what is under way; again stops at once");
    } else reading.abort();
  });
  let tellWait: ((text: string) => void) | undefined;
  const send = await singleSend({
    host,
    options,
    terminal,
    provider,
    account,
    signal: reading.signal,
    onWait: (leftMs) => tellWait?.(`waiting for ${provider.title}: ${Math.ceil(leftMs / 1000)} s`),
  });
  return {
    ...opened,
    send,
    onWait(tell) {
      tellWait = tell;
    },
    beginWrite() {
      if (host.interrupted.aborted) {
        throw new BillingError("interrupted", "interrupted; nothing was written");
      }
      writing = true;
    },
  };
}

/**
 * Opens what a run needs to talk to this provider; see {@link openAccount}.
 *
 * @param halt ends every waiting; what is under way is finished
 * @param onWait told how many milliseconds of a wait are left
 */
export async function openRunSession(
  at: SessionAt,
  wanted: string,
  { halt, onWait }: { readonly halt: AbortSignal; readonly onWait: (leftMs: number) => void },
): Promise<RunSession> {
  const opened = await openAccount(at, wanted);
  const { provider, account } = opened;
  const { send, budget } = await runSend({ ...at, provider, account, signal: halt, onWait });
  return {
    ...opened,
    send: admitting(send, budget, halt),
    async reserve() {
      const kept = await budget.reserve(halt);
      return { send: admitting(send, kept, halt), done: () => kept.release() };
    },
  };
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
          location: { name: "--provider" },
          message: `there is no provider "${name}"${didYouMean(name, providerIds)}`,
          hint: `one of ${all}`,
        },
      ]);
}

/** Loaded only where it is needed: the emulator wants no configuration. */
async function load(host: Host, options: GivenOptions): Promise<Config> {
  const { loadConfig } = await import("../../config/load-config.ts");
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
  { host, options, terminal }: SessionAt,
  provider: Provider,
  config: Config | undefined,
): Promise<Account> {
  const baseUrl = options.text("base-url");
  const timeout = givenSeconds(options, "timeout");
  const { resolveAccount } = await import("../../config/resolve-account.ts");
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
  return account;
}
