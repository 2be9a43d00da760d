import { BillingError } from "../../domain/errors.ts";
import type { RunRecord } from "../../domain/run/run.ts";
import { findId } from "../../journal/find-id.ts";
import { summarizeRun } from "./read-run.ts";
import { listRuns, runDirectory, type StoredRun } from "./directory.ts";

/**
 * The run of this id, or of the only id that begins or ends like this (at least six characters); without a text the latest run
 * that is not finished.
 *
 * @throws BillingError (usage) when there is none, more than one, or its header cannot be read
 */
export async function findRun(
  stateDir: string,
  text: string | undefined,
): Promise<StoredRun & Pick<RunRecord, "endedAt" | "counts">> {
  const runs = await listRuns(stateDir);
  if (text !== undefined) {
    const dir = runDirectory(stateDir, findId(runs, text, "run"));
    return { dir, ...(await summarizeRun(dir)) };
  }
  for (const run of runs.toReversed()) {
    const dir = runDirectory(stateDir, run);
    const record = await summarizeRun(dir);
    if (record.end !== "finished") return { dir, ...record };
  }
  throw new BillingError("usage", "no run is waiting to be resumed", {
    hint: "see the list: billing history",
  });
}
