/**
 * A lock between processes that distinguishes a live holder from a dead one.
 *
 * The file is a log that is only added to. A line takes the lock, or gives it back; one that takes it names the holder
 * it found dead, and counts only if that is still the holder where the line stands. Whoever reads the file comes to the
 * same end, so of many that take over at once one has it. The file stays: removing one is what makes such locks unsafe.
 */
import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";

import { compact } from "../domain/compact.ts";
import { isJsonObject, type Json } from "../domain/json.ts";
import { appendLine } from "./append-line.ts";
import { isSystemError } from "./system-error.ts";

/** The process that wants the lock. */
export interface LockTaker {
  readonly pid: number;
  /** Name of the machine; processes of another one are never taken for dead. */
  readonly hostname: string;
  readonly platform: string;
  /** Names the machine's last start: whoever held a lock before it is dead. Missing where the system does not say. */
  readonly boot?: string | undefined;
  /** Names the processes that are seen from here; those of another container of the machine are not. */
  readonly sight?: string | undefined;
  /** Whether a process of this machine is alive; a zombie is not. */
  isAlive(pid: number): boolean;
  /** When a process began, in a word of the system's: its number may come up again. */
  startOf?(pid: number): string | undefined;
}

export interface HeldLock {
  /** Never rejects for a refusal of the system: the lock is then free once this process has ended. */
  release(): Promise<void>;
}

/** Who has the lock instead. */
export interface LockHolder {
  readonly heldBy: number;
  readonly hostname: string;
  /** On another machine, or in another container: whether it is alive cannot be seen from here. */
  readonly unseen: boolean;
  /** Names this holding, to break it. */
  readonly holding: string;
}

interface Taken {
  /** Names this holding. */
  readonly take: string;
  readonly pid: number;
  readonly host: string;
  readonly boot?: string;
  readonly sight?: string;
  readonly started?: string;
  /** The holding that it takes over; missing: the lock was free. */
  readonly over?: string;
}

/** Holdings of this very process: another one of its number is a dead process whose number came up again. */
const ours = new Set<string>();

/**
 * Takes the lock, if it is free or its holder is dead.
 *
 * @param breaking the holding that is taken over even if its holder is alive, for all that is known
 * @throws a system's error when the file cannot be read or written
 */
export async function takeLock(
  path: string,
  me: LockTaker,
  breaking?: string,
): Promise<HeldLock | LockHolder> {
  const mine = randomUUID();
  let holder: Taken | undefined;
  ours.add(mine);
  try {
    holder = await compete(path, mine, me, breaking);
  } finally {
    if (holder?.take !== mine) ours.delete(mine);
  }
  if (holder.take !== mine) {
    const { pid, host, take } = holder;
    return { heldBy: pid, hostname: host, unseen: !isSeen(holder, me), holding: take };
  }
  return {
    release: async () => {
      if (!ours.delete(mine)) return;
      try {
        await appendLine(path, JSON.stringify({ release: mine }), me.platform);
      } catch (error) {
        if (!isSystemError(error)) throw error;
      }
    },
  };
}

/** Asks for the lock until somebody has it who is alive. */
async function compete(
  path: string,
  mine: string,
  me: LockTaker,
  breaking: string | undefined,
): Promise<Taken> {
  const { pid, hostname: host, boot, sight } = me;
  const started = me.startOf?.(pid);
  for (;;) {
    const holder = holderOf(await textOf(path));
    const isFree = holder === undefined || holder.take === breaking || isDead(holder, me);
    if (holder !== undefined && (holder.take === mine || !isFree)) return holder;
    const line: Taken = compact({
      take: mine,
      pid,
      host,
      boot,
      sight,
      started,
      over: holder?.take,
    });
    await appendLine(path, JSON.stringify(line), me.platform);
  }
}

function isDead(holder: Taken, me: LockTaker): boolean {
  const { take, pid, host, boot, started } = holder;
  if (host === me.hostname && differ(boot, me.boot)) return true;
  if (!isSeen(holder, me)) return false;
  if (pid === me.pid) return !ours.has(take);
  return !me.isAlive(pid) || differ(started, me.startOf?.(pid));
}

function isSeen({ host, sight }: Taken, me: LockTaker): boolean {
  return host === me.hostname && !differ(sight, me.sight);
}

/** What is not known on either side is no difference. */
function differ(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && b !== undefined && a !== b;
}

function holderOf(text: string): Taken | undefined {
  let holder: Taken | undefined;
  for (const line of text.split("\n")) {
    const entry = parsed(line);
    const taken = takenIn(entry);
    if (taken !== undefined && taken.over === holder?.take) holder = taken;
    else if (entry !== undefined && entry["release"] === holder?.take) holder = undefined;
  }
  return holder;
}

function takenIn(entry: Readonly<Record<string, Json>> | undefined): Taken | undefined {
  const { take, pid, host } = entry ?? {};
  if (typeof take !== "string" || typeof pid !== "number" || typeof host !== "string") {
    return undefined;
  }
  const [boot, sight, started, over] = ["boot", "sight", "started", "over"].map((name) => {
    const text = entry?.[name];
    return typeof text === "string" ? text : undefined;
  });
  return compact({ take, pid, host, boot, sight, started, over });
}

function parsed(line: string): Readonly<Record<string, Json>> | undefined {
  try {
    const value = JSON.parse(line) as Json;
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (isSystemError(error) && error.code === "ENOENT") return "";
    throw error;
  }
}
