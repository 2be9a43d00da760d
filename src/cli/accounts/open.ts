/** From options to a provider that can be talked to. */
import { BillingError } from "../../domain/errors.ts";
import type { Send } from "../../domain/exchange.ts";
import { admitting } from "../../http/rate/budget.ts";
import type { ReferenceKind } from "../../providers/wire/requests.ts";
import type { Target } from "../../update/read-customer.ts";
import type { ConnectionOptions } from "../args/shared-options.ts";
import { type AccountPorts, type OpenAccount, openAccount } from "./account.ts";
import { runSend, singleSend } from "./send-stack.ts";

/** An opened account and the way to it. */
export interface Connection extends OpenAccount {
  /** Already carries the credential, the rate budget and the retry policy. */
  readonly send: Send;
}

/** For one customer at a time. */
export interface SingleConnection extends Connection {
  /** Whom to notify while a retry is waited for. */
  onWait(notify: (text: string) => void): void;
  /** From now on an interruption waits for what is under way. */
  beginWrite(): void;
}

/** An account, and a way to it for many customers at a time, within its rate budget. */
export interface RunSession extends OpenAccount {
  /** Waits until a customer may be read and written, and keeps both places until `done` is called. */
  reserve(): Promise<Reserved>;
  /** A way that takes its places as it goes. */
  target(kind: ReferenceKind, reference: string): Target;
}

interface Reserved {
  target(kind: ReferenceKind, reference: string): Target;
  done(): void;
}

/**
 * Opens what a command needs to talk to the provider; see {@link openAccount}.
 *
 * @param wanted the provider, where it is not the user's choice
 */
export async function openConnection(
  ports: AccountPorts,
  options: ConnectionOptions,
  wanted?: string,
): Promise<SingleConnection> {
  const { host, terminal } = ports;
  const opened = await openAccount(ports, options, wanted);
  // Until something is written, an interruption ends the waiting at once; from then on it is let through.
  const reading = new AbortController();
  let writing = false;
  host.interrupted.addEventListener("abort", () => {
    if (writing) {
      void terminal.notice("interrupted: finishing what is under way; again stops at once");
    } else reading.abort();
  });
  let notifyWait: ((text: string) => void) | undefined;
  const { title } = opened.provider;
  const send = await singleSend({
    ...ports,
    ...opened,
    options,
    signal: reading.signal,
    onWait: (leftMs) => notifyWait?.(`waiting for ${title}: ${Math.ceil(leftMs / 1000)} s`),
  });
  return {
    ...opened,
    send,
    onWait(notify) {
      notifyWait = notify;
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
  ports: AccountPorts,
  options: ConnectionOptions,
  wanted: string,
  { halt, onWait }: { readonly halt: AbortSignal; readonly onWait: (leftMs: number) => void },
): Promise<RunSession> {
  const opened = await openAccount(ports, options, wanted);
  const { provider, account } = opened;
  const { send, budget } = await runSend({ ...ports, ...opened, options, signal: halt, onWait });
  const free = admitting(send, budget, halt);
  return {
    ...opened,
    target: (kind, reference) => ({ provider, account, send: free, kind, reference }),
    async reserve() {
      const kept = await budget.reserve(halt);
      const own = admitting(send, kept, halt);
      return {
        target: (kind, reference) => ({ provider, account, send: own, kind, reference }),
        done: () => kept.release(),
      };
    },
  };
}
