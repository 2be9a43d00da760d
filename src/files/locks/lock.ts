/**
 * A lock between processes that distinguishes a live holder from a dead one.
 *
 * The file is a log that is only added to. A line takes the lock, or gives it back; one that takes it names the holder
 * it found dead, and counts only if that is still the holder where the line stands. Whoever reads the file comes to the
 * same end, so of many that take over at once one has it. The file stays: removing one is what makes such locks unsafe.
 */
import { readFile } from "node:fs/promises";

import { compact } from "../../domain/compact.ts";
import { appendLine } from "../lines/append-line.ts";
import {
  type HeldLock,
  holderFor,
  holdingOf,
  isDead,
  type LockHolder,
  type LockTaker,
  ours,
  parsed,
  type Taken,
  takenIn,
} from "./holding.ts";
import { isSystemError } from "../system-error.ts";

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
  const wanted = holdingOf(me);
  const mine = wanted.take;
  let holder: Taken | undefined;
  ours.add(mine);
  try {
    holder = await compete(path, wanted, me, breaking);
  } finally {
    if (holder?.take !== mine) ours.delete(mine);
  }
  if (holder.take !== mine) return holderFor(me, holder);
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
  wanted: Taken,
  me: LockTaker,
  breaking: string | undefined,
): Promise<Taken> {
  for (;;) {
    const holder = holderOf(await textOf(path));
    const isFree = holder === undefined || holder.take === breaking || isDead(holder, me);
    if (holder !== undefined && (holder.take === wanted.take || !isFree)) return holder;
    const line: Taken = compact({ ...wanted, over: holder?.take });
    await appendLine(path, JSON.stringify(line), me.platform);
  }
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

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (isSystemError(error) && error.code === "ENOENT") return "";
    throw error;
  }
}
