/** What already waits in stdin, for somebody who did not ask for it. */
import { fstatSync, readSync } from "node:fs";

import type { ProcFiles } from "./proc.ts";

/** Enough to see what it is. */
const most = 64 * 1024;
const nothing = new Uint8Array();

/**
 * The first bytes that are there already; nothing is waited for. Empty also where another process may read them: a
 * shell's loop goes on with what is left of the same stdin, and what was read here would be lost to it. Linux alone
 * tells who reads.
 *
 * @param open gives the stream of stdin
 * @param parent the process that started this one
 * @param turn lets the event loop turn once
 */
export async function waitingInput(
  open: () => NodeJS.ReadStream,
  files: ProcFiles,
  parent: number,
  turn: () => Promise<unknown>,
): Promise<Uint8Array> {
  const stats = fstatSync(0);
  if (stats.isFile()) return isAtStart(files) ? startOfFile() : nothing;
  const isStream = stats.isFIFO() || stats.isSocket();
  return isStream && isOursAlone(files, parent) ? firstPiece(open(), turn) : nothing;
}

/** By position: where the next reader goes on stays as it is. */
function startOfFile(): Uint8Array {
  const buffer = Buffer.alloc(most);
  try {
    return buffer.subarray(0, readSync(0, buffer, 0, most, 0));
  } catch {
    // It is open for writing alone, or its disk is at fault: nobody asked for it.
    return nothing;
  }
}

async function firstPiece(
  stream: NodeJS.ReadStream,
  turn: () => Promise<unknown>,
): Promise<Uint8Array> {
  let first: Uint8Array = nothing;
  // What the system refuses here is of no account: nobody asked for it.
  stream.once("error", () => undefined);
  stream.once("data", (chunk: Buffer) => {
    first = chunk;
  });
  // Between two turns of the loop what has come is read.
  await turn();
  await turn();
  stream.destroy();
  return first;
}

/** In a loop over the lines of a file, the first one was read when this process begins. */
function isAtStart(files: ProcFiles): boolean {
  return /^pos:\t0$/mu.test(files.text("self/fdinfo/0") ?? "");
}

/** Who shares it with this process has started it, or has it from the same process. */
function isOursAlone(files: ProcFiles, parent: number): boolean {
  const name = files.link("self/fd/0");
  const held = files.names(`${parent}/fd`);
  if (name === undefined || held === undefined || parent <= 1) return false;
  return held.every((fd) => files.link(`${parent}/fd/${fd}`) !== name);
}
