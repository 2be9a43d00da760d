import { BillingError } from "../domain/errors.ts";
import type { DamagedLine, JournalChange } from "../domain/journal-change.ts";
import { foldEntries } from "./fold-entries.ts";
import { linesOf } from "./lines.ts";
import { parseEntry } from "./parse-entry.ts";
import { isSystemError, reasonOf } from "./system-error.ts";

/** Bytes of a line; an entry holds a customer twice, and a customer comes in an answer of at most 10 MiB. */
const longestLine = 128 * 1024 * 1024;

export interface JournalContent {
  /** In the order of the file, oldest first, whatever the clock said. */
  readonly changes: readonly JournalChange[];
  /** What could not be used; the rest is complete without it. */
  readonly damaged: readonly DamagedLine[];
}

/**
 * Reads the journal; there is nothing in one that is not there.
 *
 * @throws BillingError (usage) when the file is there and cannot be read
 */
export async function readJournal({ path }: { readonly path: string }): Promise<JournalContent> {
  const fold = foldEntries();
  const damaged: DamagedLine[] = [];
  try {
    for await (const line of linesOf(path, longestLine)) {
      const parsed = parseEntry(line);
      if (parsed === undefined) continue;
      const reason = "entry" in parsed ? fold.add(parsed.entry) : parsed.reason;
      if (reason !== undefined) damaged.push({ line: line.number, reason });
    }
  } catch (error) {
    if (!isSystemError(error)) throw error;
    if (error.code !== "ENOENT") {
      throw new BillingError("usage", `the journal ${path} cannot be read: ${reasonOf(error)}`, {
        hint: `make ${path} a file that you may read`,
        cause: error,
      });
    }
  }
  return { changes: fold.changes(), damaged };
}
