/** A run whose journal is gone: nobody knows any more what it did. */
import { stat } from "node:fs/promises";
import { join } from "node:path";

import { BillingError } from "../../domain/errors.ts";
import { isSystemError } from "../../files/system-error.ts";
import { runJournalPath } from "./journal.ts";

/** Where the results are, unless `--results` names another file. */
export const resultsFile = "results.ndjson";

/**
 * Refuses to go on with a run that has results and no journal: all its rows would be done again. One that ended before
 * its journal was made has neither.
 *
 * @throws {BillingError} usage
 */
export async function checkRunJournal(dir: string, run: string): Promise<void> {
  const [journal, results] = await Promise.all([
    sizeOf(runJournalPath(dir)),
    sizeOf(join(dir, resultsFile)),
  ]);
  if (journal !== undefined || (results ?? 0) === 0) return;
  throw new BillingError(
    "usage",
    `the journal of run ${run} is gone: ${runJournalPath(dir)}; what the run did is not known without it`,
    {
      hint: `put the journal back; its results are in ${join(dir, resultsFile)}, and rows that are still to be done are given with --from`,
    },
  );
}

async function sizeOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (isSystemError(error) && error.code === "ENOENT") return undefined;
    throw error;
  }
}
