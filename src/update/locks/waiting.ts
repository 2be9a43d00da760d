/** Waiting for a customer that somebody else on this machine updates. */
import type { Warning } from "../../domain/change.ts";
import { BillingError } from "../../domain/errors.ts";
import type { BriefLock } from "../../files/locks/brief-lock.ts";
import type { LockHolder } from "../../files/locks/holding.ts";
import { isSystemError, reasonOf, type SystemError } from "../../files/system-error.ts";
import type { Host } from "../../host/host.ts";
import { type CustomerName, describeRef } from "../connection.ts";

/** Milliseconds between two looks at a lock that somebody has. */
const pause = 25;
const longestPause = 200;
/** Milliseconds after which it is said to who watches no progress. */
const aWhile = 1000;

/** Who has it, and what says so. */
type Held = LockHolder & { readonly path: string };

interface Waiting {
  readonly host: Pick<Host, "sleep" | "now" | "random">;
  readonly maxWaitMs: number;
  /** Ends the waiting. */
  readonly signal: AbortSignal;
  readonly ref: CustomerName;
  readonly path: string;
  readonly onStep: ((text: string) => void) | undefined;
  /** Receives it once, where it takes a while. */
  readonly onLongWait?: (text: string) => void;
}

/**
 * Asks for the lock until it is given; without it where the system makes none.
 *
 * @throws {BillingError} unavailable after a while, or interrupted
 */
export async function waitFor(
  take: () => BriefLock | Held,
  { host, maxWaitMs, signal, ref, path, onStep, onLongWait }: Waiting,
): Promise<{
  readonly lock?: BriefLock;
  readonly warning?: Warning;
  readonly waited: boolean;
}> {
  const since = host.now();
  const until = since + maxWaitMs;
  let tell = onLongWait;
  for (
    let wait = pause, waited = false;
    ;
    waited = true, wait = Math.min(longestPause, wait * 1.5)
  ) {
    let lock: BriefLock | Held;
    try {
      lock = take();
    } catch (error) {
      if (!isSystemError(error)) throw error;
      return { warning: unlocked(ref, path, error), waited };
    }
    if ("release" in lock) return { lock, waited };
    if (host.now() >= until) throw busy(ref, lock, maxWaitMs);
    const what = `waiting for another update of ${describeRef(ref)}, in process ${lock.heldBy}`;
    onStep?.(what);
    if (host.now() - since >= aWhile) {
      tell?.(what);
      tell = undefined;
    }
    try {
      await host.sleep(wait * (0.5 + host.random()), signal);
    } catch (error) {
      if (!signal.aborted) throw error;
      throw new BillingError("interrupted", "interrupted");
    }
  }
}

/** An update goes on where no lock can be made. */
export function unlocked(ref: CustomerName, path: string, error: SystemError): Warning {
  const message = `${describeRef(ref)} is not kept from other updates of this machine: ${path}: ${reasonOf(error)}`;
  return { code: "not_locked", message };
}

function busy(
  ref: CustomerName,
  { heldBy, hostname, unseen, path }: Held,
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
