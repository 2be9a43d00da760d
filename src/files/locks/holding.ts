/** Who holds a lock between processes, and whether that process can still be alive. */
import { compact } from "../../domain/compact.ts";
import { isJsonObject, type Json } from "../../domain/json.ts";
import { randomUuid } from "../../host/random-bytes.ts";

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

export interface Taken {
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
export const ours = new Set<string>();

/** A new holding of this process's. */
export function holdingOf(me: LockTaker): Taken {
  const { pid, hostname: host, boot, sight } = me;
  return compact({ take: randomUuid(), pid, host, boot, sight, started: me.startOf?.(pid) });
}

/** The holder as whoever wanted the lock is told. */
export function holderFor(me: LockTaker, holder: Taken): LockHolder {
  const { pid, host, take } = holder;
  return { heldBy: pid, hostname: host, unseen: !isSeen(holder, me), holding: take };
}

export function isDead(holder: Taken, me: LockTaker): boolean {
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

export function takenIn(entry: Readonly<Record<string, Json>> | undefined): Taken | undefined {
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

export function parsed(line: string): Readonly<Record<string, Json>> | undefined {
  try {
    const value = JSON.parse(line) as Json;
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
