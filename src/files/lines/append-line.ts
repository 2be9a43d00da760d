/** Adds a line to a file that several processes write, each of which may die at any moment. */
import { type FileHandle, open } from "node:fs/promises";
import { dirname } from "node:path";

import { makeDirectory, syncDirectories } from "../durable-directory.ts";
import { endsTorn, writeWhole } from "./whole-lines.ts";

/**
 * Adds the text as a line of its own; on return it is on the disk. What is missing of the path is made, readable by
 * its owner only.
 *
 * The text goes out in one write at the file's end, which the system keeps together against other processes.
 */
export async function appendLine(path: string, text: string, platform: string): Promise<void> {
  const made = await makeDirectory(dirname(path));
  await using file = await open(path, "a+", 0o600);
  const { size } = await file.stat();
  const line = Buffer.from(`${text}\n`);
  const torn = await endsTorn(file, size);
  await writeWhole(file, torn ? withBreak(line) : line);
  // Another process may have died in the middle of its line between the look and the write.
  if (size > 0 && !torn && !(await holds(file, size - 1, withBreak(line)))) {
    await writeWhole(file, withBreak(line));
  }
  await file.sync();
  if (size === 0) await syncDirectories(dirname(path), made, platform);
}

function withBreak(line: Buffer): Buffer {
  return Buffer.concat([Buffer.from("\n"), line]);
}

/** Whether the file has these bytes somewhere from the position on. */
async function holds(file: FileHandle, position: number, bytes: Buffer): Promise<boolean> {
  const { size } = await file.stat();
  const tail = Buffer.alloc(Math.max(0, size - position));
  const { bytesRead } = await file.read(tail, 0, tail.length, position);
  return tail.subarray(0, bytesRead).includes(bytes);
}
