/** What an id of the record names: a run, or a change. */
import { BillingError } from "../domain/errors.ts";
import type { JournalChange } from "../domain/journal-change.ts";
import { beginningOf } from "../journal/find-id.ts";
import type { Journal } from "../journal/journal.ts";
import { readJournal } from "../journal/read-journal.ts";
import { findRunChange } from "../runs/run-changes.ts";
import { listRuns } from "../runs/run-directory.ts";

/**
 * The run or the change of this id, or the only one whose id begins like this (at least six characters).
 *
 * @throws BillingError `usage` when there is none, or more than one
 */
export async function recordedAs(
  stateDir: string,
  journal: Pick<Journal, "path">,
  text: string,
): Promise<{ readonly run: string } | { readonly change: JournalChange }> {
  const start = beginningOf(text, "change");
  const runs = (await listRuns(stateDir)).filter((run) => run.startsWith(start));
  const [run, ...others] = runs;
  if (run === start) return { run };
  const { changes } = await readJournal(journal);
  const change = await findRunChange(stateDir, text, changes).catch((error: unknown) => {
    // Where a run is meant, there is no such change.
    if (run !== undefined && error instanceof BillingError) return undefined;
    throw error;
  });
  if (run === undefined && change !== undefined) return { change };
  if (run !== undefined && change === undefined && others.length === 0) return { run };
  throw new BillingError(
    "usage",
    `"${text}" is the beginning of ${runs.length === 1 ? "a run" : `${runs.length} runs`}${change === undefined ? "" : " and of a change"}: ${[...runs, ...(change === undefined ? [] : [change.change])].join(", ")}`,
    { hint: "give more characters of the id" },
  );
}
