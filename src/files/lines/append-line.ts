/** Adds a line to a file that several processes write, each of which may die at any moment. */
import { dirname } from "node:path";

import { makeDirectory, syncDirectories } from "../durable-directory.ts";
import { OpenFile } from "../open-file.ts";
import { endsTorn, writeWhole } from "./whole-lines.ts";

/**
 * Adds the text as a line of its own; on return it is on the disk. What is missing of the path is made, readable by
 * its owner only.
 *
 * The text goes out in one write at the file's end, which the system keeps together against other processes.
 */
export async function appendLine(path: string, text: string, platform: string): Promise<void> {
  const made = makeDirectory(dirname(path));
  using file = new OpenFile(path, "a+", 0o600);
  const size = file.size();
  const line = Buffer.from(`${text}\n`);
  const torn = endsTorn(file, size);
  writeWhole(file, torn ? withBreak(line) : line);
  // Another process may have died in the middle of its line between the look and the write.
  if (size > 0 && !torn && !holds(file, size - 1, withBreak(line))) {
    writeWhole(file, withBreak(line));
  }
  await file.sync();
  if (size === 0) await syncDirectories(dirname(path), made, platform);
}

function withBreak(line: Buffer): Buffer {
  return Buffer.concat([Buffer.from("\n"), line]);
}

/** Whether the file has these bytes somewhere from the position on. */
function holds(file: OpenFile, position: number, bytes: Buffer): boolean {
  return file.read(Math.max(0, file.size() - position), position).includes(bytes);
}
