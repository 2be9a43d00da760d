/** One process at a time: a lock that is a file. */
import { open, rm, stat } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { codeOf, isMissing } from "../server/node-error.ts";

const pauseMilliseconds = 5;

/**
 * Does the work while no other process does work under the same lock. A lock that is seen unchanged `patience` times,
 * every 5 ms, was left behind by a process that died, and is taken over.
 */
export async function withFileLock<T>(
  file: string,
  work: () => Promise<T>,
  patience = 1000,
): Promise<T> {
  const mine = await acquire(file, patience);
  try {
    return await work();
  } finally {
    if ((await markOf(file)) === mine) await rm(file, { force: true });
  }
}

async function acquire(file: string, patience: number): Promise<string> {
  let seen: string | undefined;
  let looks = 0;
  for (;;) {
    const mark = await tryToCreate(file);
    if (mark !== undefined) return mark;
    const holder = await markOf(file);
    looks = holder === seen ? looks + 1 : 0;
    seen = holder;
    if (holder !== undefined && looks >= patience) {
      await rm(file, { force: true });
      looks = 0;
    } else {
      await sleep(pauseMilliseconds);
    }
  }
}

async function tryToCreate(file: string): Promise<string | undefined> {
  try {
    await using handle = await open(file, "wx", 0o600);
    const { ino, mtimeNs } = await handle.stat({ bigint: true });
    return `${ino} ${mtimeNs}`;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return undefined;
    throw error;
  }
}

async function markOf(file: string): Promise<string | undefined> {
  try {
    const { ino, mtimeNs } = await stat(file, { bigint: true });
    return `${ino} ${mtimeNs}`;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
