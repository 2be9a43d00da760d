/** Rows that can be read once, kept so that they can be read again. */
import { createReadStream, createWriteStream } from "node:fs";
import { stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pipeline } from "node:stream/promises";

import { compact } from "../../domain/compact.ts";
import { BillingError } from "../../domain/errors.ts";
import { notAFile } from "../../files/file-kind.ts";
import { isSystemError, readRemedyOf } from "../../files/system-error.ts";
import type { Host } from "../../host/host.ts";
import type { CopyPlace } from "./copy-place.ts";
import { fileReason } from "./input-file.ts";

/** Where what is named comes from. */
export type InputWorld = Pick<Host, "cwd" | "stdin" | "openPipe" | "interrupted">;

/** A file that can be read more than once. */
interface Rereadable {
  readonly path: string;
  /** What it is called in complaints. */
  readonly name: string;
  /** Removes the copy, if it is one and belongs to no run. */
  readonly forget: () => Promise<void>;
}

/** Descriptors of this process by their names: whatever is behind one, another process has not got it. */
const descriptor =
  /^\/(?:dev\/(?:fd\/(?<fd>\d+)|(?<stdin>stdin))|proc\/(?:self|thread-self|\d+)\/(?:task\/\d+\/)?fd\/(?<number>\d+))$/u;

/**
 * What the user named, as a file that can be read more than once. Stdin, a pipe, and what a descriptor leads to are
 * copied.
 *
 * @param flag that names it, as written
 * @param named a path, or `-` for stdin
 * @param place makes the place of a copy; what is a file needs none
 * @throws {BillingError} usage: it is no file and no pipe, or cannot be kept
 */
export async function rereadable(
  host: InputWorld,
  flag: string,
  named: string,
  place: () => Promise<CopyPlace>,
): Promise<Rereadable> {
  const copy = async (chunks: AsyncIterable<Uint8Array>, name = named): Promise<Rereadable> => {
    const { dir, forget } = await place();
    try {
      return { path: await copied(chunks, name, host, dir), name, forget };
    } catch (error) {
      await forget();
      throw error;
    }
  };
  if (named === "") throw refused(flag, "its name is empty: a variable may be unset");
  if (named === "-") return copy(stdinOf(host, flag), "stdin");
  const path = resolve(host.cwd, named);
  const { fd, stdin, number } = descriptor.exec(path)?.groups ?? {};
  const isDescriptor = (fd ?? stdin ?? number) !== undefined;
  const isStdin = stdin !== undefined || Number(fd ?? number) === 0;
  const kind = await stat(path).catch((error: unknown) => {
    throw refused(
      flag,
      `"${named}" cannot be read: ${fileReason(error, named)}`,
      readRemedyOf(error),
    );
  });
  if (isStdin && !kind.isDirectory()) return copy(stdinOf(host, flag));
  if (kind.isFIFO()) return copy(host.openPipe(path));
  const other = await notAFile(path, kind);
  if (other !== undefined) throw refused(flag, `"${named}" cannot be read: it is ${other}`);
  if (isDescriptor) return copy(createReadStream(path));
  return { path, name: named, forget: async () => undefined };
}

function stdinOf({ stdin }: InputWorld, flag: string): AsyncIterable<Uint8Array> {
  if (!stdin.isTTY) return stdin.chunks();
  throw refused(flag, "stdin is a terminal: pipe the rows into the command, or name a file");
}

async function copied(
  chunks: AsyncIterable<Uint8Array>,
  name: string,
  { interrupted }: InputWorld,
  dir: string,
): Promise<string> {
  const path = join(dir, "input");
  try {
    const copy = createWriteStream(path, { mode: 0o600, flush: true });
    await pipeline(chunks, copy, { signal: interrupted });
  } catch (cause) {
    if (interrupted.aborted) {
      throw new BillingError("interrupted", `interrupted while ${name} was read; nothing was sent`);
    }
    const isUnreadable = isSystemError(cause) && cause.syscall === "read";
    const what = isUnreadable ? "cannot be read" : `cannot be kept in ${path}`;
    throw new BillingError("usage", `${name} ${what}: ${fileReason(cause)}`, { cause });
  }
  return path;
}

function refused(flag: string, message: string, hint?: string): BillingError {
  return BillingError.usage([{ location: { name: flag }, message, ...compact({ hint }) }]);
}
