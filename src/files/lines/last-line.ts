import { open } from "node:fs/promises";

import { isSystemError } from "../system-error.ts";

/**
 * The file's last line without its end; undefined when there is none, when it is torn, or longer than the limit. Also
 * where the file cannot be read: whoever then reads it whole gets the error.
 *
 * @param limit bytes a line may have
 */
export async function lastLine(path: string, limit: number): Promise<Buffer | undefined> {
  try {
    await using file = await open(path, "r");
    const { size } = await file.stat();
    const start = Math.max(0, size - limit - 2);
    const { buffer, bytesRead } = await file.read(
      Buffer.alloc(size - start),
      0,
      size - start,
      start,
    );
    const tail = buffer.subarray(0, bytesRead);
    if (tail.at(-1) !== 0x0a) return undefined;
    const line = tail.subarray(0, -1);
    const before = line.lastIndexOf(0x0a);
    return before === -1 && start > 0 ? undefined : line.subarray(before + 1);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return undefined;
  }
}
