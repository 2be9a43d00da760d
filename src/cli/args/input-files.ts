/** Files and stdin that a command line names. */
import { readFile, stat } from "node:fs/promises";
import { resolve } from "node:path";

import { compact } from "../../domain/compact.ts";
import { BillingError, type Complaint } from "../../domain/errors.ts";
import { documentByteLimit } from "../../patch/tree/decode-text.ts";
import { notAFile } from "../../files/file-kind.ts";
import { isSystemError, readRemedyOf } from "../../files/system-error.ts";
import { fileReason } from "../../bulk/sources/input-file.ts";
import type { InputWorld } from "../../bulk/sources/spool.ts";
import type { Ports } from "../ports.ts";

/** Longest patch that is read from stdin or a file, in bytes. */
export const longestPatch = documentByteLimit;

/** How long a pipe may be silent until somebody is told, in milliseconds. */
const silence = 500;

/** Where the files of a command line come from. A pipe with a name that stays silent is told of: its writer may be missing. */
export function inputsOf({ host, terminal }: Pick<Ports, "host" | "terminal">): InputWorld {
  const { cwd, interrupted } = host;
  return {
    cwd,
    interrupted,
    get stdin() {
      return host.stdin;
    },
    async *openPipe(path) {
      const came = new AbortController();
      void host.sleep(silence, came.signal).then(
        () => terminal.notice(`waiting for what is written to ${terminal.path(path)}`),
        () => undefined,
      );
      try {
        for await (const chunk of host.openPipe(path)) {
          came.abort();
          yield chunk;
        }
      } finally {
        came.abort();
      }
    },
  };
}

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
  host: InputWorld,
  flag: string,
  file: string,
): Promise<Source | { readonly complaints: readonly Complaint[] }> {
  const refuse = (message: string, hint?: string) => ({
    complaints: [{ location: { name: flag }, message, ...compact({ hint }) }],
  });
  if (file === "-") {
    if (host.stdin.isTTY) {
      return refuse("stdin is a terminal: pipe the patch into the command, or name a file");
    }
    const read = await readStdin(host, longestPatch);
    return "bytes" in read ? { name: "stdin", ...read } : refuse(`stdin ${read.problem}`);
  }
  try {
    const path = resolve(host.cwd, file);
    const kind = await stat(path);
    if (kind.isFIFO()) return { name: file, bytes: await allOf(host.openPipe(path), longestPatch) };
    const other = await notAFile(path, kind);
    if (other !== undefined) return refuse(`"${file}" cannot be read: it is ${other}`);
    const { size } = kind;
    if (size > longestPatch) return refuse(`"${file}" holds more than ${longestPatch} bytes`);
    return { name: file, bytes: await readFile(path) };
  } catch (error) {
    if (error instanceof RangeError) return refuse(`"${file}" holds ${error.message}`);
    if (host.interrupted.aborted) {
      throw new BillingError("interrupted", `interrupted while ${file} was read; nothing was sent`);
    }
    return refuse(`"${file}" cannot be read: ${fileReason(error, file)}`, readRemedyOf(error));
  }
}

/**
 * Reads all that is piped in; a problem follows the word `stdin`.
 *
 * @param longest bytes
 * @throws {BillingError} interrupted
 */
export async function readStdin(
  { stdin, interrupted }: Pick<InputWorld, "stdin" | "interrupted">,
  longest: number,
): Promise<{ readonly bytes: Uint8Array } | { readonly problem: string }> {
  try {
    return { bytes: await stdin.readAll(longest) };
  } catch (error) {
    if (error instanceof RangeError) return { problem: `holds ${error.message}` };
    if (interrupted.aborted) {
      throw new BillingError("interrupted", "interrupted while stdin was read; nothing was sent");
    }
    if (!isSystemError(error)) throw error;
    return { problem: `cannot be read: ${fileReason(error)}` };
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
