import type { RunRecord } from "../../../domain/run.ts";
import { filterChanges } from "../../../journal/filter-changes.ts";
import { findId } from "../../../journal/find-id.ts";
import { readJournal } from "../../../journal/read-journal.ts";
import { historyView, recordView, runRecordView } from "../../../render/history/views.ts";
import { summarizeRun } from "../../../bulk/store/read-run.ts";
import { listRuns, runDirectory } from "../../../bulk/store/directory.ts";
import type { Invocation } from "../../args/command.ts";
import { reportRun } from "./of-run.ts";
import { resolveUnknown } from "./resolve.ts";
import { readRuns, runFits } from "./runs.ts";
import { filterOf } from "./filter.ts";
import { journalOf } from "../../journal.ts";
import { recordedAs } from "../../recorded.ts";
import { show } from "../../result-text.ts";
import { reporting } from "../../run-command.ts";
import { stateDirectoryOf } from "../../state-directory.ts";
import type { Terminal } from "../../terminal.ts";

/** `history`, its words understood. */
export function runHistory(invocation: Invocation): Promise<number> {
  return reporting(invocation, async ({ terminal, open }) => {
    const { host, options } = invocation;
    const filter = filterOf(invocation);
    const named = options.text("run");
    const run =
      named === undefined
        ? undefined
        : findId(await listRuns(stateDirectoryOf(host, options)), named, "run");
    // What was asked for is shown also when it is not what it was any more.
    const also = options.has("resolve")
      ? await resolveUnknown({ invocation, terminal, open }, filter, run)
      : new Set<string>();
    if (run === undefined) await reportAll(invocation, terminal, { filter, also });
    else await reportRun(invocation, terminal, run, { filter, also });
    return 0;
  });
}

/** The changes that are no part of a run, and the runs. */
async function reportAll(
  invocation: Invocation,
  terminal: Terminal,
  { filter, also }: Parameters<typeof reportRun>[3],
): Promise<void> {
  const { host, options } = invocation;
  const stateDir = stateDirectoryOf(host, options);
  const { changes, damaged } = await readJournal(journalOf(host, options));
  const fitting = new Set(filterChanges(changes, filter));
  const shown = changes.filter((change) => fitting.has(change) || also.has(change.change));
  const { runs: all, warnings } = await readRuns(stateDir);
  const runs: RunRecord[] = [];
  for (const run of all) {
    if (also.has(run.header.run) || (await runFits(stateDir, run, filter))) runs.push(run);
  }
  await terminal.warn([
    ...damaged.map(({ line, reason }) => ({
      code: "journal_damaged",
      message: `line ${line} of the journal is left out: ${reason}`,
    })),
    ...warnings,
  ]);
  await show(invocation, terminal, historyView, { changes: shown, runs, damaged });
}

/** `history show`, its words understood. */
export function runHistoryShow(invocation: Invocation): Promise<number> {
  return reporting(invocation, async ({ terminal }) => {
    const { host, options, operands } = invocation;
    const stateDir = stateDirectoryOf(host, options);
    const found = await recordedAs(stateDir, journalOf(host, options), operands[0] ?? "");
    const recorded = "run" in found ? await runOf(stateDir, found.run) : found.change;
    if ("header" in recorded) await show(invocation, terminal, runRecordView, recorded);
    else await show(invocation, terminal, recordView, recorded);
    return 0;
  });
}

/** @throws BillingError `usage` when the run cannot be read */
async function runOf(stateDir: string, run: string): Promise<RunRecord> {
  const { runs } = await readRuns(stateDir);
  return runs.find(({ header }) => header.run === run) ?? summarizeRun(runDirectory(stateDir, run));
}
