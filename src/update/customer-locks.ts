/**
 * One single update of a customer at a time, among the processes that share this state directory. No vendor offers a version
 * check: without this, two updates that read at once overwrite each other. Between machines that window stays.
 */
import { createHash } from "node:crypto";
import { join } from "node:path";

import type { Warning } from "../domain/change.ts";
import { BillingError } from "../domain/errors.ts";
import { sweepBriefLocks, takeBriefLock } from "../files/locks/brief-lock.ts";
import type { HeldLock, LockHolder, LockTaker } from "../files/locks/holding.ts";
import { isSystemError, reasonOf } from "../files/system-error.ts";
import type { Host } from "../host/host.ts";
import { type CustomerRef, describeRef } from "./connection.ts";

/** Locks of the customers of one command. */
export interface CustomerLocks {
  /** For one update. */
  readonly begin: (provider: string, onStep?: (text: string) => void) => UpdateLocks;
}

/** What one update holds. A customer is held by each way to name it that is known. */
export interface UpdateLocks {
  /**
   * Waits for the customer's lock and takes it, unless it is held by this update.
   *
   * @returns whether it was waited for: what was read before may be old
   * @throws {BillingError} unavailable after a while, or interrupted
   */
  take(ref: CustomerRef): Promise<boolean>;
  /** Gives back whatever is held. */
  release(): Promise<void>;
  /** Why an update goes on without. */
  warnings(): readonly Warning[];
}

/** Milliseconds between two looks at a lock that somebody has. */
const pause = 25;
const longestPause = 200;

/**
 * @param facts `stateDir`: missing: nothing is locked; `maxWaitMs`: for each lock; `signal` ends the waiting
 */
export function customerLocks(facts: {
  readonly stateDir: string | undefined;
  readonly host: Pick<Host, "self" | "platform" | "sleep" | "now" | "random">;
  readonly maxWaitMs: number;
  readonly signal: AbortSignal;
}): CustomerLocks | undefined {
  const { stateDir, host } = facts;
  if (stateDir === undefined) return undefined;
  const { platform } = host;
  const directory = join(stateDir, "locks");
  // Asked for each lock, and always the same.
  const started = host.self.startOf(host.self.pid);
  const me: LockTaker = {
    ...host.self,
    platform,
    isAlive: (pid) => host.self.isAlive(pid),
    startOf: (pid) => (pid === host.self.pid ? started : host.self.startOf(pid)),
  };
  let swept: Promise<void> | undefined;
  return {
    begin(provider, onStep) {
      const held = new Map<string, HeldLock | undefined>();
      const warnings: Warning[] = [];
      return {
        async take(ref) {
          const name = nameOf(provider, ref);
          if (held.has(name)) return false;
          swept ??= sweepBriefLocks(directory, me);
          await swept;
          const path = join(directory, name);
          const { lock, warning, waited } = await waitFor(() => takeBriefLock(path, me), {
            ...facts,
            ref,
            path,
            onStep,
          });
          if (warning !== undefined && warnings.length === 0) warnings.push(warning);
          held.set(name, lock);
          return waited;
        },
        async release() {
          const locks = [...held.values()];
          held.clear();
          for (const lock of locks) await lock?.release();
        },
        warnings: () => warnings,
      };
    },
  };
}

/** Tells nothing about the customer, whatever its id is made of. The account is no part: its key may change. */
function nameOf(provider: string, { kind, reference }: CustomerRef): string {
  const words = JSON.stringify([provider, kind, reference]);
  return createHash("sha256").update(words).digest("hex").slice(0, 32);
}

async function waitFor(
  take: () => Promise<HeldLock | LockHolder>,
  facts: {
    readonly host: Pick<Host, "sleep" | "now" | "random">;
    readonly maxWaitMs: number;
    readonly signal: AbortSignal;
    readonly ref: CustomerRef;
    readonly path: string;
    readonly onStep: ((text: string) => void) | undefined;
  },
): Promise<{
  readonly lock?: HeldLock;
  readonly warning?: Warning;
  readonly waited: boolean;
}> {
  const { host, maxWaitMs, signal, ref, path, onStep } = facts;
  const until = host.now() + maxWaitMs;
  for (
    let wait = pause, waited = false;
    ;
    waited = true, wait = Math.min(longestPause, wait * 1.5)
  ) {
    let lock: HeldLock | LockHolder;
    try {
      lock = await take();
    } catch (error) {
      if (!isSystemError(error)) throw error;
      const message = `${describeRef(ref)} is not kept from other updates of this machine: ${path}: ${reasonOf(error)}`;
      return { warning: { code: "not_locked", message }, waited };
    }
    if ("release" in lock) return { lock, waited };
    if (host.now() >= until) throw busy(ref, path, lock, maxWaitMs);
    onStep?.(`waiting for another update of ${describeRef(ref)}, in process ${lock.heldBy}`);
    try {
      await host.sleep(wait * (0.5 + host.random()), signal);
    } catch (error) {
      if (!signal.aborted) throw error;
      throw new BillingError("interrupted", "interrupted; nothing was written");
    }
  }
}

function busy(
  ref: CustomerRef,
  path: string,
  { heldBy, hostname, unseen }: LockHolder,
  waited: number,
): BillingError {
  return new BillingError(
    "unavailable",
    `process ${heldBy} on ${hostname} has been updating ${describeRef(ref)} for ${Math.round(waited / 1000)} s; nothing was sent`,
    {
      hint: unseen
        ? `it cannot be seen from here: if that process is no billing any more, remove ${path}`
        : "run the command again once it has ended",
    },
  );
}
