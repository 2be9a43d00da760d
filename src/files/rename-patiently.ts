import { rename } from "node:fs/promises";

import { isSystemError } from "./system-error.ts";

/** What renaming needs of the world. */
export interface RenameWorld {
  readonly platform: string;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** Milliseconds between two attempts; nearly three seconds in all. */
const waits = [10, 20, 50, 100, 200, 400, 800, 1200];
const passing = new Set(["EACCES", "EBUSY", "EPERM"]);

/**
 * Renames the file. On Windows a virus scanner or an indexer holds a new file for a moment, and renaming it is refused
 * meanwhile; elsewhere a refusal is one.
 *
 * @param move other than the system's for tests
 * @throws the system's error
 */
export async function renamePatiently(
  from: string,
  to: string,
  { platform, sleep }: RenameWorld,
  move: (from: string, to: string) => Promise<void> = rename,
): Promise<void> {
  for (const wait of platform === "win32" ? waits : []) {
    try {
      return await move(from, to);
    } catch (error) {
      if (!isSystemError(error) || !passing.has(error.code)) throw error;
      await sleep(wait);
    }
  }
  await move(from, to);
}
