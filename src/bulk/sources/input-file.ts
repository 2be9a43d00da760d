/** The file that a run reads, and whether it is still the same. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";

import { compact } from "../../domain/compact.ts";
import { BillingError } from "../../domain/errors.ts";
import { notAFile } from "../../files/file-kind.ts";
import { readRemedyOf } from "../../files/system-error.ts";

export interface InputFile {
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  /** @throws BillingError `usage` when the file was written to since it was looked at */
  readonly check: () => Promise<void>;
}

/** @throws the system's error when the file cannot be read */
async function inputFile(path: string, name: string, signal?: AbortSignal): Promise<InputFile> {
  const look = async (): Promise<string> => {
    const { size, mtimeMs, ino } = await stat(path);
    return `${size} ${mtimeMs} ${ino}`;
  };
  const seen = await look();
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const chunk of createReadStream(
    path,
    compact({ highWaterMark: 256 * 1024, signal }),
  )) {
    const part = chunk as Buffer;
    bytes += part.length;
    hash.update(part);
  }
  return {
    name,
    path,
    bytes,
    sha256: hash.digest("hex"),
    check: async () => {
      if ((await look()) === seen) return;
      throw new BillingError("usage", `${name} was changed while it was read`, {
        hint: "run it again once nothing writes to it",
      });
    },
  };
}

/**
 * The file that a run reads.
 *
 * @param flag that names it, as written
 * @param within the signal that ends the reading, and bytes that it may have
 * @throws {BillingError} usage: it cannot be read
 */
export async function openedInput(
  flag: string,
  path: string,
  name: string,
  { signal, longest = Infinity }: { readonly signal?: AbortSignal; readonly longest?: number } = {},
): Promise<InputFile> {
  const refused = (message: string, hint?: string) =>
    BillingError.usage([
      { location: { name: flag }, message: `"${name}" ${message}`, ...compact({ hint }) },
    ]);
  try {
    const kind = await stat(path);
    const other = await notAFile(path, kind);
    // Opening a pipe waits for its writer, and reading it takes what the next reader would have had.
    if (other !== undefined) throw refused(`is ${other}: it is read several times, as a file is`);
    if (kind.size > longest) throw refused(`holds more than ${longest} bytes`);
    return await inputFile(path, name, signal);
  } catch (cause) {
    if (signal?.aborted === true) {
      throw new BillingError("interrupted", `interrupted while ${name} was read; nothing was sent`);
    }
    if (!(cause instanceof Error) || !("code" in cause)) throw cause;
    throw refused(`cannot be read: ${fileReason(cause, name)}`, readRemedyOf(cause));
  }
}

/** Why a file could not be opened, in words. @param named as it was given */
export function fileReason(error: unknown, named = ""): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "ENOENT" && /^file:\/\//iu.test(named)) return "write its path, without file://";
  if (code === "ENOENT" && /^[a-z][a-z\d+.-]*:\/\//iu.test(named)) {
    return "it is an address and no file: fetch it first, or pipe it in and name -";
  }
  const known: Readonly<Record<string, string>> = {
    EBADF: "it is not open for reading",
    ENOENT: "there is no such file",
    ENOTDIR: "part of its path is a file",
    ELOOP: "its symbolic links go in a circle",
    ENAMETOOLONG: "its name is too long",
    ENXIO: "it is a socket or a device",
    EACCES: "permission denied",
    EISDIR: "it is a directory",
  };
  return known[code] ?? (code === "" ? String(error) : code);
}
