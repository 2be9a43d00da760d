/** From options to a provider that can be talked to. */
import type { RunConnection } from "../../bulk/ports.ts";
import { BillingError } from "../../domain/errors.ts";
import { whenAborted } from "../../host/when-aborted.ts";
import { admitting } from "../../http/rate/budget.ts";
import type { Connection } from "../../update/connection.ts";
import type { JournalOption } from "../args/options/change-options.ts";
import type { ConnectionOptions } from "../args/options/shared-options.ts";
import { type AccountPorts, openAccount } from "./account.ts";
import { sayInterrupted } from "../show/interrupted.ts";
import { runSend, secondsFor, singleSend } from "./send-stack.ts";

/** For one customer at a time. */
export interface SingleConnection extends Connection {
  /** Whom to notify while a retry is waited for. */
  onWait(notify: (text: string) => void): void;
  /**
   * From now on an interruption waits for what is under way, and says so.
   *
   * @param what is under way, in words
   * @throws {BillingError} interrupted: nothing is to be written any more
   */
  beginWrite(what: UnderWay): void;
}

/** A write, for whoever interrupts it. */
interface UnderWay {
  readonly noun: "creation" | "update" | "call";
  /** The command that finds out later what came of it; missing: there is none. */
  readonly resolve?: string;
}

/**
 * Opens what a command needs to talk to the provider; see {@link openAccount}.
 *
 * @param wanted the provider, where it is not the user's choice
 */
export async function openConnection(
  ports: AccountPorts,
  options: ConnectionOptions & JournalOption,
  wanted?: string,
): Promise<SingleConnection> {
  const { host, terminal } = ports;
  const opened = await openAccount(ports, options, wanted);
  // Until something is written, an interruption ends the exchange at once; from then on only what would come after it.
  const reading = new AbortController();
  let writing: UnderWay | undefined;
  const { title } = opened.provider;
  whenAborted(host.interrupted, () => {
    if (writing === undefined) reading.abort();
    else
      void sayInterrupted(
        terminal,
        host,
        waitsFor(writing, title, secondsFor({ ...opened, options })),
      );
  });
  let notifyWait: ((text: string) => void) | undefined;
  const send = await singleSend({
    ...ports,
    ...opened,
    options,
    signal: host.interrupted,
    abort: reading.signal,
    onWait: (leftMs) => notifyWait?.(`waiting for ${title}: ${Math.ceil(leftMs / 1000)} s`),
  });
  return {
    ...opened,
    send,
    onWait(notify) {
      notifyWait = notify;
    },
    beginWrite(what) {
      checkInterrupted(host.interrupted);
      writing = what;
    },
  };
}

function waitsFor({ noun, resolve }: UnderWay, title: string, seconds: number): string {
  const later = resolve === undefined ? "" : `, until you look it up with: ${resolve}`;
  // A raw call is never looked up.
  const looks =
    noun === "call" ? "" : ` and, where that leaves it open, looking up what came of it`;
  const atMost = `${seconds} s at most${looks === "" ? "" : " for each request"}`;
  return `interrupted: the ${noun} is under way; waiting for ${title}'s answer${looks} (${atMost}); again stops at once, and its outcome is then unknown${later}`;
}

/** @throws {BillingError} interrupted */
function checkInterrupted({ aborted }: AbortSignal): void {
  if (aborted) throw new BillingError("interrupted", "interrupted; nothing was written");
}

/**
 * Opens what a run needs to talk to this provider; see {@link openAccount}.
 *
 * @param halt ends every waiting. An interruption ends what is only read as well; a write under way is finished
 * @param onWait told how many milliseconds of a wait are left
 */
export async function openRunConnection(
  ports: AccountPorts,
  options: ConnectionOptions & JournalOption,
  wanted: string,
  { halt, onWait }: { readonly halt: AbortSignal; readonly onWait: (leftMs: number) => void },
): Promise<RunConnection> {
  const opened = await openAccount(ports, options, wanted);
  const { interrupted } = ports.host;
  const { send, budget } = await runSend({ ...ports, ...opened, options, signal: halt, onWait });
  const admitted = admitting(send, budget, halt);
  return {
    ...opened,
    send: (request) => admitted(request, interrupted),
    leastTime: (customers, writes) => budget.leastTime(customers, writes),
    closedUntil: () => budget.closedUntil(),
    async reserve() {
      const kept = await budget.reserve(halt);
      const own = admitting(send, kept, halt);
      let writing = false;
      return {
        send: (request) => own(request, writing ? undefined : interrupted),
        beginWrite() {
          checkInterrupted(interrupted);
          writing = true;
        },
        done: () => kept.release(),
      };
    },
  };
}

/** For page after page of customers, within the provider's rate budget. */
export interface ListConnection extends Connection {
  /** Whom to notify while the budget or a retry is waited for. */
  onWait(notify: (text: string) => void): void;
}

/**
 * Opens what a list needs to talk to the provider; see {@link openAccount}. An interruption ends it at once, with what
 * is under way.
 */
export async function openListConnection(
  ports: AccountPorts,
  options: ConnectionOptions & JournalOption,
  wanted: string,
): Promise<ListConnection> {
  const { interrupted } = ports.host;
  const opened = await openAccount(ports, options, wanted);
  const { title } = opened.provider;
  let notifyWait: ((text: string) => void) | undefined;
  const { send, budget } = await runSend({
    ...ports,
    ...opened,
    options,
    signal: interrupted,
    abort: interrupted,
    onWait: (leftMs) => notifyWait?.(`waiting for ${title}: ${Math.ceil(leftMs / 1000)} s`),
  });
  return {
    ...opened,
    send: admitting(send, budget, interrupted),
    onWait(notify) {
      notifyWait = notify;
    },
  };
}
