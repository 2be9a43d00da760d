/**
 * A lock between processes that leaves nothing behind: a link that leads nowhere, and whose target names the holder.
 *
 * Making one is a single step that fails where there is one. A dead holder's is removed only by whoever has the lock of
 * just that holding: a late one finds another holding in its place, and leaves it alone.
 *
 * A link is made and removed at once: in a run of thousands of rows, waiting for another thread costs more than it takes.
 * Its target is short, so that the system needs no block of the disk for it: of names and times it has digests.
 */
import { readdirSync, readlinkSync, symlinkSync, unlinkSync } from "node:fs";
import { basename, dirname, join } from "node:path";

import { compact } from "../../domain/compact.ts";
import { digestOf } from "../../domain/text/digest.ts";
import { randomBytes } from "../../host/random-bytes.ts";
import { makeDirectory } from "../durable-directory.ts";
import {
  holderFor,
  holdingOf,
  isDead,
  type LockHolder,
  type LockTaker,
  ours,
  type Taken,
} from "./holding.ts";
import { isSystemError } from "../system-error.ts";

export interface BriefLock {
  /** Gives it back, unless that was done. */
  release(): void;
}

/**
 * Takes the lock, if it is free or its holder is dead. Nothing of it is synced: after a power failure nobody holds it.
 *
 * @param onDead receives the name of a link whose dead holder is about to lose it
 * @throws a system's error where no such link can be made
 */
export function takeBriefLock(
  path: string,
  me: LockTaker,
  onDead?: (name: string) => void,
): BriefLock | LockHolder {
  const us = inDigests(me);
  const mine: Taken = { ...holdingOf(us), take: randomBytes(6).toString("base64url") };
  ours.add(mine.take);
  let isMine = false;
  try {
    for (;;) {
      isMine = link(path, mine);
      if (isMine) break;
      const holder = holderAt(path);
      if (holder === undefined) continue;
      if (!isDead(holder, us)) return told(holder, me);
      const removal = removeDead(path, holder, me, onDead);
      if (removal !== undefined) return removal;
    }
  } finally {
    if (!isMine) ours.delete(mine.take);
  }
  return {
    release: () => {
      if (!ours.has(mine.take)) return;
      remove(path);
      ours.delete(mine.take);
    },
  };
}

/**
 * Whether there is any in this directory, of a living process or a dead one.
 *
 * @throws a system's error where it cannot be read
 */
export function isAnyBriefLock(directory: string): boolean {
  try {
    return readdirSync(directory).length > 0;
  } catch (error) {
    if (!isSystemError(error) || error.code !== "ENOENT") throw error;
    return false;
  }
}

/** Removes what dead processes hold in this directory. */
export function sweepBriefLocks(
  directory: string,
  me: LockTaker,
  onDead?: (name: string) => void,
): void {
  try {
    for (const name of readdirSync(directory)) {
      const path = join(directory, name);
      const holder = holderAt(path);
      if (holder !== undefined && isDead(holder, inDigests(me))) {
        removeDead(path, holder, me, onDead);
      }
    }
  } catch (error) {
    // What is in the way there is reported when a lock is taken.
    if (!isSystemError(error)) throw error;
  }
}

/** @returns who else removes it right now; undefined once it is gone */
function removeDead(
  path: string,
  { take }: Taken,
  me: LockTaker,
  onDead: ((name: string) => void) | undefined,
): LockHolder | undefined {
  const lock = takeBriefLock(`${path}.${take}`, me);
  if ("heldBy" in lock) return lock;
  try {
    if (holderAt(path)?.take === take) {
      onDead?.(basename(path));
      remove(path);
    }
    return undefined;
  } finally {
    lock.release();
  }
}

const digested = new WeakMap<LockTaker, LockTaker>();

/** The process in the words of a target: equal where they were equal. */
function inDigests(me: LockTaker): LockTaker {
  const known = digested.get(me);
  if (known !== undefined) return known;
  const us: LockTaker = {
    pid: me.pid,
    platform: me.platform,
    hostname: digest(me.hostname),
    ...compact({ boot: shortened(me.boot), sight: shortened(me.sight) }),
    isAlive: (pid) => me.isAlive(pid),
    startOf: (pid) => shortened(me.startOf?.(pid)),
  };
  digested.set(me, us);
  return us;
}

function shortened(text: string | undefined): string | undefined {
  return text === undefined ? undefined : digest(text);
}

function digest(text: string): string {
  return digestOf(text).toString("base64url").slice(0, 7);
}

/** At most 59 bytes, which is what file systems keep beside a link's name. */
function targetOf({ take, pid, host, boot = "", sight = "", started = "" }: Taken): string {
  return [take, pid, host, boot, sight, started].join(".");
}

function holdingIn(target: string): Taken | undefined {
  const [, take, pid, host, ...rest] =
    /^([\w-]+)\.(\d+)\.([\w-]+)\.([\w-]*)\.([\w-]*)\.([\w-]*)$/u.exec(target) ?? [];
  if (take === undefined || host === undefined) return undefined;
  const [boot, sight, started] = rest.map((word) => (word === "" ? undefined : word));
  return compact({ take, pid: Number(pid), host, boot, sight, started });
}

/** Of a holder elsewhere the name is not known. */
function told(holder: Taken, me: LockTaker): LockHolder {
  const found = holderFor(inDigests(me), holder);
  const hostname = found.unseen ? "another machine or in another container" : me.hostname;
  return { ...found, hostname };
}

/** @returns whether it was made; false where there is one */
function link(path: string, holding: Taken): boolean {
  try {
    symlinkSync(targetOf(holding), path);
    return true;
  } catch (error) {
    if (!isSystemError(error)) throw error;
    if (error.code === "EEXIST") return false;
    if (error.code !== "ENOENT") throw error;
  }
  makeDirectory(dirname(path));
  return link(path, holding);
}

/** @returns undefined where there is none any more */
function holderAt(path: string): Taken | undefined {
  let target: string;
  try {
    target = readlinkSync(path);
  } catch (error) {
    if (isSystemError(error) && error.code === "ENOENT") return undefined;
    throw error;
  }
  // What is no holding was not made here, and nobody knows who holds it.
  return holdingIn(target) ?? { take: digest(target), pid: 0, host: "" };
}

function remove(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    if (!isSystemError(error)) throw error;
  }
}
