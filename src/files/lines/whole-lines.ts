/** What keeps the lines of a file apart when a process dies in the middle of one, or the disk is full. */
import type { OpenFile } from "../open-file.ts";
import { diskFull } from "../system-error.ts";

const lineEnd = 0x0a;

/** Whether the file's last line has no end; `size`: the file's, in bytes. */
export function endsTorn(file: Pick<OpenFile, "read">, size: number): boolean {
  if (size === 0) return false;
  const [last = lineEnd] = file.read(1, size - 1);
  return last !== lineEnd;
}

/**
 * Writes the bytes in one go, which the system keeps together against other processes that add to the file.
 *
 * @throws a system's error; ENOSPC also where the disk took only a part
 */
export function writeWhole(file: Pick<OpenFile, "write">, bytes: Uint8Array): void {
  if (file.write(bytes) < bytes.length) throw diskFull();
}
