import { stat } from "node:fs/promises";

import { compact } from "../domain/compact.ts";
import { BillingError } from "../domain/errors.ts";
import type { DamagedLine } from "../domain/run/recorded-change.ts";
import { notAFile } from "../files/file-kind.ts";
import { linesOf } from "../files/lines/lines.ts";
import { isSystemError, reasonOf } from "../files/system-error.ts";
import type { Entry } from "../domain/documents/journal.ts";
import { parseEntry } from "./parse-entry.ts";

/** Bytes of a line; an entry holds a customer twice, and a customer comes in an answer of at most 10 MiB. */
const longestLine = 128 * 1024 * 1024;

/**
 * The entries of a journal, one at a time; there is nothing in one that is not there.
 *
 * @param damaged gets each line that is no entry; the rest is complete without it
 * @param part only lines that hold this text are looked at
 * @throws BillingError (usage) when the file is there and cannot be read
 */
export async function* readEntries(
  path: string,
  damaged: (line: DamagedLine) => void,
  part = "",
): AsyncGenerator<{ readonly line: number; readonly entry: Entry }> {
  const unreadable = (reason: string, cause?: unknown) =>
    new BillingError("usage", `the journal ${path} cannot be read: ${reason}`, {
      hint: `make ${path} a file that you may read, or name another with --journal or XDG_STATE_HOME`,
      ...compact({ cause }),
    });
  try {
    // To open a pipe waits for its writer, and nothing calls that off; a device may have no end.
    const kind = await stat(path);
    const other = kind.isDirectory() ? undefined : await notAFile(path, kind);
    if (other !== undefined) throw unreadable(`it is ${other}`);
    for await (const line of linesOf(path, longestLine)) {
      if (part !== "" && line.bytes?.includes(part) !== true) continue;
      const parsed = parseEntry(line);
      if (parsed === undefined) continue;
      if ("entry" in parsed) yield { line: line.number, entry: parsed.entry };
      else damaged({ line: line.number, reason: parsed.reason });
    }
  } catch (error) {
    if (!isSystemError(error)) throw error;
    if (error.code === "ENOENT") return;
    throw unreadable(reasonOf(error), error);
  }
}
