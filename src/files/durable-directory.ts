/** Directories whose names, and the names in them, survive a power failure. */
import { mkdir, open } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * Makes what is missing of the path, readable by its owner only.
 *
 * @returns the topmost directory that was made, for {@link syncDirectories}
 */
export function makeDirectory(path: string): Promise<string | undefined> {
  return mkdir(path, { recursive: true, mode: 0o700 });
}

/**
 * A new name is on the disk once its directory is. Where directories cannot be synced (Windows), nothing is done.
 *
 * @param made the topmost directory that is new as well
 */
export async function syncDirectories(
  directory: string,
  made: string | undefined,
  platform: string,
): Promise<void> {
  if (platform === "win32") return;
  const top = made === undefined ? directory : dirname(made);
  for (let current = directory; ; current = dirname(current)) {
    await using handle = await open(current, "r");
    await handle.sync();
    if (current === top || current === dirname(current)) return;
  }
}
