import { open } from "node:fs/promises";

const piece = 64 * 1024;

/**
 * The file's first line, without its end; empty where that is longer than the limit. Nothing is read beyond it.
 *
 * @param limit bytes
 * @throws a system's error
 */
export async function readLine(path: string, limit: number): Promise<string> {
  await using file = await open(path, "r");
  const held: Buffer[] = [];
  for (let size = 0; size <= limit;) {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(piece), 0, piece, null);
    const end = buffer.subarray(0, bytesRead).indexOf("\n");
    held.push(buffer.subarray(0, end === -1 ? bytesRead : end));
    if (end !== -1 || bytesRead === 0) return Buffer.concat(held).toString("utf8");
    size += bytesRead;
  }
  return "";
}
