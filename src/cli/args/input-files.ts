/** Files and stdin that a command line names. */
import { readFile, stat } from "node:fs/promises";
import { resolve } from "node:path";

import { BillingError, type Complaint } from "../../domain/errors.ts";
import type { Host } from "../../host/host.ts";
import { fileReason } from "../../bulk/sources/input-file.ts";
import { kindOf } from "../../files/kind-of.ts";

/** Longest patch that is read from stdin or a file, in bytes. */
const longestPatch = 1024 * 1024;

export interface Source {
  /** For complaints: the file's name as given, or `stdin`. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * Reads a whole patch.
 *
 * @param flag as written: `--file`
 * @param file as given; `-` is stdin
 */
export async function readSource(
  host: Host,
  flag: string,
  file: string,
): Promise<Source | { readonly complaints: readonly Complaint[] }> {
  const refuse = (message: string) => ({ complaints: [{ location: { name: flag }, message }] });
  if (file === "-") {
    if (host.stdin.isTTY) {
      return refuse("stdin is a terminal: pipe the patch into the command, or name a file");
    }
    try {
      return { name: "stdin", bytes: await host.stdin.readAll(longestPatch) };
    } catch (error) {
      if (error instanceof RangeError) return refuse(`stdin holds ${error.message}`);
      if (host.interrupted.aborted) {
        throw new BillingError("interrupted", "interrupted while stdin was read; nothing was sent");
      }
      throw error;
    }
  }
  try {
    const path = resolve(host.cwd, file);
    const kind = await stat(path);
    if (kind.isFIFO()) return { name: file, bytes: await allOf(host.openPipe(path), longestPatch) };
    if (!kind.isFile()) return refuse(`"${file}" cannot be read: it is ${kindOf(kind)}`);
    const { size } = kind;
    if (size > longestPatch) return refuse(`"${file}" holds more than ${longestPatch} bytes`);
    return { name: file, bytes: await readFile(path) };
  } catch (error) {
    if (error instanceof RangeError) return refuse(`"${file}" holds ${error.message}`);
    if (host.interrupted.aborted) {
      throw new BillingError("interrupted", `interrupted while ${file} was read; nothing was sent`);
    }
    return refuse(`"${file}" cannot be read: ${fileReason(error)}`);
  }
}

async function allOf(chunks: AsyncIterable<Uint8Array>, limit: number): Promise<Uint8Array> {
  const held: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > limit) throw new RangeError(`more than ${limit} bytes`);
    held.push(chunk);
  }
  return Buffer.concat(held);
}
