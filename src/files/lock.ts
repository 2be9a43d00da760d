/**
 * A lock between processes that distinguishes a live holder from a dead one.
 *
 * The file is a log that is only added to. A line takes the lock, or gives it back; one that takes it names the holder
 * it found dead, and counts only if that is still the holder where the line stands. Whoever reads the file comes to the
 * same end, so of many that take over at once one has it. The file stays: removing one is what makes such locks unsafe.
 */
import { compact } from "../domain/compact.ts";
import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";

import { isJsonObject, type Json } from "../domain/json.ts";
import { appendLine } from "./append-line.ts";
import { isSystemError } from "./system-error.ts";

/** The process that wants the lock. */
export interface LockTaker {
  readonly pid: number;
  /** Name of the machine; processes of another one are never taken for dead. */
  readonly hostname: string;
  readonly platform: string;
  /** Whether a process of this machine is alive. */
  isAlive(pid: number): boolean;
}

export interface HeldLock {
  /** Never rejects for a refusal of the system: the lock is then free once this process has ended. */
  release(): Promise<void>;
}

/** Who has the lock instead. */
export interface LockHolder {
  readonly heldBy: number;
  readonly hostname: string;
}

interface Taken {
  /** Names this holding. */
  readonly take: string;
  readonly pid: number;
  readonly host: string;
  /** The holding that it takes over; missing: the lock was free. */
  readonly over?: string;
}

/** Holdings of this very process: another one of its number is a dead process whose number came up again. */
const ours = new Set<string>();

/**
 * Takes the lock, if it is free or its holder is dead. To take a lock from a machine that is gone, remove the file.
 *
 * @throws a system's error when the file cannot be read or written
 */
export async function takeLock(path: string, me: LockTaker): Promise<HeldLock | LockHolder> {
  const mine = randomUUID();
  let holder: Taken | undefined;
  ours.add(mine);
  try {
    holder = await compete(path, mine, me);
  } finally {
    if (holder?.take !== mine) ours.delete(mine);
  }
  if (holder.take !== mine) return { heldBy: holder.pid, hostname: holder.host };
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
async function compete(path: string, mine: string, me: LockTaker): Promise<Taken> {
  for (;;) {
    const holder = holderOf(await textOf(path));
    if (holder !== undefined && (holder.take === mine || !isDead(holder, me))) return holder;
    const line = compact({ take: mine, pid: me.pid, host: me.hostname, over: holder?.take });
    await appendLine(path, JSON.stringify(line), me.platform);
  }
}

function isDead({ take, pid, host }: Taken, me: LockTaker): boolean {
  if (host !== me.hostname) return false;
  return pid === me.pid ? !ours.has(take) : !me.isAlive(pid);
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
  const { take, pid, host, over } = entry ?? {};
  if (typeof take !== "string" || typeof pid !== "number" || typeof host !== "string") {
    return undefined;
  }
  return compact({ take, pid, host, over: typeof over === "string" ? over : undefined });
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
