/** Recorded runs, for the commands that show them. */
import type { Warning } from "../../domain/change.ts";
import { BillingError } from "../../domain/errors.ts";
import type { DamagedLine } from "../../domain/run/recorded-change.ts";
import type { RunRecord } from "../../domain/run/run.ts";
import { withUndone } from "../../journal/undone.ts";
import { type ChangeFilter, filterChanges } from "../../journal/filter-changes.ts";
import { summarizeRun } from "../store/read-run.ts";
import { changesOfRun } from "../store/changes.ts";
import { listRuns, runDirectory } from "../store/directory.ts";

/** Every run that can be read, oldest first, and what is said about the others. */
export async function readRuns(
  stateDir: string,
): Promise<{ readonly runs: readonly RunRecord[]; readonly warnings: readonly Warning[] }> {
  const runs: RunRecord[] = [];
  const warnings: Warning[] = [];
  for (const run of await listRuns(stateDir)) {
    const damaged: DamagedLine[] = [];
    try {
      runs.push(await summarizeRun(runDirectory(stateDir, run), (line) => damaged.push(line)));
    } catch (error) {
      if (!(error instanceof BillingError)) throw error;
      warnings.push({ code: "run_unreadable", message: `a run is left out: ${error.message}` });
    }
    warnings.push(...damagedIn(run, damaged));
  }
  const undone = withUndone(runs, ({ header: { run: id, undoes }, counts }) => ({
    id,
    undoes,
    done: (counts.updated ?? 0) > 0,
  }));
  return { runs: undone, warnings };
}

/**
 * Whether the run is to be shown: as a whole, and where a customer is asked for, only if a change of it is.
 *
 * @throws {BillingError} usage: when its journal has to be read and cannot be
 */
export async function runFits(
  stateDir: string,
  { header, endedAt, counts }: RunRecord,
  filter: ChangeFilter,
): Promise<boolean> {
  const { provider, customer, outcome, since } = filter;
  const fits =
    (provider === undefined || header.accounts.some((account) => account.provider === provider)) &&
    (outcome === undefined || (counts[outcome] ?? 0) > 0) &&
    (since === undefined || Date.parse(endedAt ?? header.at) >= since);
  if (!fits || customer === undefined) return fits;
  for await (const change of changesOfRun(runDirectory(stateDir, header.run))) {
    if (filterChanges([change], filter).length > 0) return true;
  }
  return false;
}

export function damagedIn(run: string, damaged: readonly DamagedLine[]): readonly Warning[] {
  return damaged.map(({ line, reason }) => ({
    code: "journal_damaged",
    message: `line ${line} of the journal of run ${run} is left out: ${reason}`,
  }));
}
