/** Rows from stdin. */
import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";

import { BillingError } from "../../domain/errors.ts";
import type { Host } from "../../host/host.ts";
import { makeRunDirectory } from "../store/open-run.ts";
import { fileReason } from "./input-file.ts";

/**
 * Copies stdin beside the run's record, so that it can be read more than once.
 *
 * @param dir of the run
 * @returns the copy's path
 * @throws {BillingError} usage: stdin is a terminal, or cannot be kept
 */
export async function spooled(
  host: Pick<Host, "stdin" | "interrupted">,
  dir: string,
): Promise<string> {
  if (host.stdin.isTTY) {
    throw BillingError.usage([
      {
        location: { name: "--from" },
        message: "stdin is a terminal: pipe the rows into the command, or name a file",
      },
    ]);
  }
  await makeRunDirectory(dir);
  const path = join(dir, "input");
  try {
    const copy = createWriteStream(path, { mode: 0o600, flush: true });
    await pipeline(host.stdin.chunks(), copy, { signal: host.interrupted });
  } catch (cause) {
    if (host.interrupted.aborted) {
      throw new BillingError("interrupted", "interrupted while stdin was read; nothing was sent");
    }
    throw new BillingError("usage", `stdin cannot be kept in ${path}: ${fileReason(cause)}`, {
      cause,
    });
  }
  return path;
}
