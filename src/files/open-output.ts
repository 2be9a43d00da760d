import { constants } from "node:fs";
import { type FileHandle, open, stat } from "node:fs/promises";

import { isSystemError, unread } from "./system-error.ts";

/**
 * Makes the file, or empties it (`a`: goes on behind what it holds); its owner's alone where it is new. A pipe without a reader is refused (EPIPE): to open
 * it would wait for one, and nothing calls that off.
 *
 * @throws a system's error
 */
export async function openOutput(path: string, flags: "w" | "a" = "w"): Promise<FileHandle> {
  if (!(await isPipe(path))) return open(path, flags, 0o600);
  // While this one is open, another one need not wait; written to without waiting, a full pipe would be an error.
  await using _first = await open(path, constants.O_WRONLY | constants.O_NONBLOCK).catch(
    (error: unknown) => {
      throw isSystemError(error) && error.code === "ENXIO" ? unread() : error;
    },
  );
  return await open(path, "w");
}

function isPipe(path: string): Promise<boolean> {
  return stat(path).then(
    (stats) => stats.isFIFO(),
    () => false,
  );
}
