/** Directories whose names, and the names in them, survive a power failure. */
import { mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";

import { OpenFile } from "./open-file.ts";
import { isSystemError } from "./system-error.ts";

/**
 * Makes what is missing of the path, readable by its owner only.
 *
 * @returns the topmost directory that was made, for {@link syncDirectories}
 */
export function makeDirectory(path: string): string | undefined {
  // Node's own way of making them all tries for ever where the system has no directories to give (/proc).
  const missing: string[] = [];
  for (let at = path; !isThere(at); at = dirname(at)) missing.unshift(at);
  if (missing.length === 0 && !isDirectory(path)) mkdirSync(path);
  for (const directory of missing) {
    try {
      mkdirSync(directory, { mode: 0o700 });
    } catch (error) {
      // Another process may have made it meanwhile.
      if (!isSystemError(error) || error.code !== "EEXIST" || !isDirectory(directory)) {
        throw error;
      }
    }
  }
  return missing[0];
}

/** @throws a system's error for a path that leads nowhere, such as one below a file or through links in a circle */
function isThere(path: string): boolean {
  try {
    statSync(path);
    return true;
  } catch (error) {
    if (isSystemError(error) && error.code === "ENOENT" && dirname(path) !== path) return false;
    throw error;
  }
}

function isDirectory(path: string): boolean {
  return statSync(path).isDirectory();
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
    using handle = new OpenFile(current, "r");
    await handle.sync();
    if (current === top || current === dirname(current)) return;
  }
}
