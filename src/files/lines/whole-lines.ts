/** What keeps the lines of a file apart when a process dies in the middle of one, or the disk is full. */
import { writeSync } from "node:fs";
import type { FileHandle } from "node:fs/promises";

import { diskFull } from "../system-error.ts";

const lineEnd = 0x0a;

/** Whether the file's last line has no end; `size`: the file's, in bytes. */
export async function endsTorn(file: FileHandle, size: number): Promise<boolean> {
  if (size === 0) return false;
  const { buffer, bytesRead } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
  return bytesRead === 1 && buffer[0] !== lineEnd;
}

/**
 * Writes the bytes in one go, which the system keeps together against other processes that add to the file.
 *
 * @throws a system's error; ENOSPC also where the disk took only a part
 */
export async function writeWhole(file: FileHandle, bytes: Uint8Array): Promise<void> {
  const { bytesWritten } = await file.write(bytes);
  if (bytesWritten < bytes.length) throw diskFull();
}

/** The same, in this thread: where much is written, to have it written in another one takes longer than to write it. */
export function writeWholeAtOnce({ fd }: FileHandle, bytes: Uint8Array): void {
  if (writeSync(fd, bytes) < bytes.length) throw diskFull();
}
