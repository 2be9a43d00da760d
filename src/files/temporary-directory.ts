import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";

export interface TemporaryDirectory {
  readonly path: string;
  /** Removes it with what is in it. */
  readonly remove: () => Promise<void>;
}

/**
 * A new directory, its owner's alone.
 *
 * @throws a system's error when it cannot be made
 */
export async function makeTemporaryDirectory(within: string): Promise<TemporaryDirectory> {
  const path = await mkdtemp(join(within, "billing-"));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}
