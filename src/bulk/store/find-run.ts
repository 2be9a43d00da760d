import { BillingError } from "../../domain/errors.ts";
import { findId } from "../../journal/find-id.ts";
import { summarizeRun } from "./read-run.ts";
import { listRuns, openRun, runDirectory, type StoredRun } from "./directory.ts";

/**
 * The run of this id, or of the only id that begins like this (at least six characters); without a text the latest run
 * that is not finished.
 *
 * @throws BillingError (usage) when there is none, more than one, or its header cannot be read
 */
export async function findRun(stateDir: string, text: string | undefined): Promise<StoredRun> {
  const runs = await listRuns(stateDir);
  if (text !== undefined) return await openRun(stateDir, findId(runs, text, "run"));
  for (const run of runs.toReversed()) {
    const dir = runDirectory(stateDir, run);
    const { header, end } = await summarizeRun(dir);
    if (end !== "finished") return { dir, header };
  }
  throw new BillingError("usage", "no run is waiting to be resumed", {
    hint: "see the list: billing history",
  });
}
