/** Adds a line to a file that several processes write, each of which may die at any moment. */
import { type FileHandle, mkdir, open } from "node:fs/promises";
import { dirname } from "node:path";

import { diskFull } from "./system-error.ts";

const lineEnd = 0x0a;

/**
 * Adds the text as a line of its own; on return it is on the disk. What is missing of the path is made, readable by
 * its owner only.
 *
 * The text goes out in one write at the file's end, which the system keeps together against other processes.
 */
export async function appendLine(path: string, text: string, platform: string): Promise<void> {
  const made = await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await using file = await open(path, "a+", 0o600);
  const { size } = await file.stat();
  const line = Buffer.from(`${text}\n`);
  const torn = size > 0 && (await byteAt(file, size - 1)) !== lineEnd;
  await write(file, torn ? withBreak(line) : line);
  // Another process may have died in the middle of its line between the look and the write.
  if (size > 0 && !torn && !(await holds(file, size - 1, withBreak(line)))) {
    await write(file, withBreak(line));
  }
  await file.sync();
  if (size === 0 && platform !== "win32") await syncDirectories(dirname(path), made);
}

function withBreak(line: Buffer): Buffer {
  return Buffer.concat([Buffer.of(lineEnd), line]);
}

async function write(file: FileHandle, bytes: Buffer): Promise<void> {
  const { bytesWritten } = await file.write(bytes);
  if (bytesWritten < bytes.length) throw diskFull();
}

async function byteAt(file: FileHandle, position: number): Promise<number | undefined> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(1), 0, 1, position);
  return bytesRead === 1 ? buffer[0] : undefined;
}

/** Whether the file has these bytes somewhere from the position on. */
async function holds(file: FileHandle, position: number, bytes: Buffer): Promise<boolean> {
  const { size } = await file.stat();
  const tail = Buffer.alloc(Math.max(0, size - position));
  const { bytesRead } = await file.read(tail, 0, tail.length, position);
  return tail.subarray(0, bytesRead).includes(bytes);
}

/** A new name is on the disk once its directory is; `made` is the topmost directory that is new as well. */
async function syncDirectories(directory: string, made: string | undefined): Promise<void> {
  const top = made === undefined ? directory : dirname(made);
  for (let current = directory; ; current = dirname(current)) {
    await using handle = await open(current, "r");
    await handle.sync();
    if (current === top || current === dirname(current)) return;
  }
}
