/**
 * One update of a customer at a time, among the processes that share this state directory. No vendor offers a version
 * check: without this, two updates that read at once overwrite each other. Between machines that window stays.
 *
 * A single update holds a customer by a link of the customer's name. A run holds its customers by claims in a file of
 * its own, which costs less. Each looks at the other's after it has made its own: a run then gives its claim up and
 * goes the way of a single update, which keeps its link and waits until nobody claims the customer any more.
 *
 * Each tells when it comes. A run that is alone needs neither to look nor to note what it gives back, until somebody
 * does: whoever asks for that has come before.
 */
import { lstatSync } from "node:fs";
import { join } from "node:path";

import type { Warning } from "../../domain/change.ts";
import { digestOf } from "../../domain/text/digest.ts";
import { arrivalsIn } from "../../files/locks/arrivals.ts";
import {
  type BriefLock,
  isAnyBriefLock,
  sweepBriefLocks,
  takeBriefLock,
} from "../../files/locks/brief-lock.ts";
import {
  claimantIn,
  type Claims,
  nameLength,
  openClaims,
  sweepClaims,
} from "../../files/locks/claims.ts";
import { departuresIn, type DeparturesSince } from "../../files/locks/departures.ts";
import type { LockHolder, LockTaker } from "../../files/locks/holding.ts";
import { isSystemError } from "../../files/system-error.ts";
import type { Host } from "../../host/host.ts";
import type { CustomerName } from "../connection.ts";
import { unlocked, waitFor } from "./waiting.ts";

/** Locks of the customers of one command. */
export interface CustomerLocks {
  /** For one update. */
  readonly begin: (provider: string, onStep?: (text: string) => void) => UpdateLocks;
  /** Ends the claims of a run. */
  close(): void;
}

/** What one update holds. A customer is held by each way to name it that is known. */
export interface UpdateLocks {
  /**
   * Waits for the customer's lock and takes it, unless it is held by this update.
   *
   * @returns whether others may have had it since this update began to hold the customer by another name: what was
   *   read before may be old
   * @throws {BillingError} unavailable after a while, or interrupted
   */
  take(ref: CustomerName): Promise<boolean>;
  /** Gives back whatever is held. */
  release(): void;
  /** Why an update goes on without. */
  warnings(): readonly Warning[];
}

export interface LockFacts {
  /** Missing: nothing is locked. */
  readonly stateDir: string | undefined;
  readonly host: Pick<Host, "self" | "platform" | "sleep" | "now" | "random">;
  /** For each lock. */
  readonly maxWaitMs: number;
  /** Told once of a wait that takes a while. */
  readonly onLongWait?: (text: string) => void;
  /** Ends the waiting. */
  readonly signal: AbortSignal;
  /** Of a run over many customers. */
  readonly many?: boolean;
}

export function customerLocks(facts: LockFacts): CustomerLocks | undefined {
  const { stateDir, host, many = false } = facts;
  if (stateDir === undefined) return undefined;
  const links = join(stateDir, "locks");
  const runs = join(stateDir, "claims");
  const me = takerOf(host);
  const departures = departuresIn(join(stateDir, "departures"));
  const arrivals = arrivalsIn(join(stateDir, "arrivals"));
  /** Updates of this process that will ask what was given back. */
  let asking = 0;
  const gone = (name: string): void => departures.note([name]);
  let isReady = false;
  let own: Claims | undefined;
  const prepare = (): void => {
    if (isReady) return;
    sweepBriefLocks(links, me, gone);
    sweepClaims(runs, me, departures.note);
    if (many) {
      const claims = openClaims(runs, me, departures.note);
      try {
        arrivals.tell();
        own = claims;
      } catch (error) {
        claims.close();
        throw error;
      }
    }
    isReady = true;
  };
  const isQuiet = (claims: Claims): boolean =>
    arrivals.isQuiet(() => claims.isAlone() && !isAnyBriefLock(links));
  /** Takes the name as a single update does, whoever holds it waits or is waited for. */
  const linking = (path: string, name: string) => {
    let link: BriefLock | undefined;
    return {
      take: (): BriefLock | (LockHolder & { readonly path: string }) => {
        if (link === undefined) {
          const lock = takeBriefLock(path, me, gone);
          if ("heldBy" in lock) return { ...lock, path };
          try {
            arrivals.tell();
          } catch (error) {
            lock.release();
            throw error;
          }
          link = lock;
        }
        const claimant = claimantIn(runs, name, me, { onDead: departures.note });
        return claimant === undefined ? link : { ...claimant, path: join(runs, claimant.holding) };
      },
      giveUp: () => link?.release(),
    };
  };
  const isFree = (claims: Claims, path: string, name: string): boolean => {
    const isAlone = isQuiet(claims);
    return (isAlone || !isThere(path)) && claims.other(name, isAlone) === undefined;
  };
  /** Whether somebody may ask what is given back now. */
  const mustNote = (): boolean => {
    if (own === undefined || asking > 0) return true;
    try {
      return !isQuiet(own);
    } catch (error) {
      if (!isSystemError(error)) throw error;
      return true;
    }
  };
  return {
    begin(provider, onStep) {
      const held = new Map<string, BriefLock | undefined>();
      const warnings: Warning[] = [];
      /** What was taken last. */
      let last: CustomerName | undefined;
      /** Since this update began to hold the customer by the first of its names. */
      let since: DeparturesSince | undefined;
      const hold = (ref: CustomerName, name: string, lock: BriefLock | undefined): boolean => {
        held.set(name, lock);
        last = ref;
        const mayBeOld = since?.has(name) ?? false;
        if (ref.kind !== "id" && since === undefined) {
          asking += 1;
          since = departures.from();
        }
        return mayBeOld;
      };
      const claimed = (path: string, name: string): BriefLock | undefined => {
        if (own === undefined) return undefined;
        const release = own.claim(name);
        let isOurs = false;
        try {
          isOurs = isFree(own, path, name);
        } finally {
          if (!isOurs) release();
        }
        return isOurs ? { release } : undefined;
      };
      return {
        async take(ref) {
          if (ref.kind === last?.kind && ref.reference === last.reference) return false;
          const name = nameOf(provider, ref);
          if (held.has(name)) return false;
          const path = join(links, name);
          try {
            prepare();
            const claim = claimed(path, name);
            if (claim !== undefined) return hold(ref, name, claim);
          } catch (error) {
            if (!isSystemError(error)) throw error;
            if (warnings.length === 0) warnings.push(unlocked(ref, runs, error));
            return hold(ref, name, undefined);
          }
          const { take, giveUp } = linking(path, name);
          const { lock, warning, waited } = await waitFor(take, {
            ...facts,
            ref,
            path,
            onStep,
          }).catch((error: unknown) => {
            giveUp();
            throw error;
          });
          if (warning !== undefined && warnings.length === 0) warnings.push(warning);
          const mayBeOld = hold(ref, name, lock);
          return waited || mayBeOld;
        },
        release() {
          const locks = [...held];
          held.clear();
          last = undefined;
          if (since !== undefined) asking -= 1;
          since = undefined;
          if (locks.length > 0 && mustNote()) departures.note(locks.map(([name]) => name));
          for (const [, lock] of locks) lock?.release();
          if (many) return;
          departures.close();
          arrivals.close();
        },
        warnings: () => warnings,
      };
    },
    close: () => {
      own?.close();
      departures.close();
      arrivals.close();
    },
  };
}

/** The process, with what is asked for each lock and always the same. */
function takerOf({ self, platform }: LockFacts["host"]): LockTaker {
  const { pid, hostname, boot, sight } = self;
  const started = self.startOf(pid);
  return {
    pid,
    hostname,
    boot,
    sight,
    platform,
    isAlive: (one) => self.isAlive(one),
    startOf: (one) => (one === pid ? started : self.startOf(one)),
  };
}

/** Tells nothing about the customer, whatever its id is made of. The account is no part: its key may change. */
export function nameOf(provider: string, { kind, reference }: CustomerName): string {
  const words = JSON.stringify([provider, kind, reference]);
  return digestOf(words).toString("hex").slice(0, nameLength);
}

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
