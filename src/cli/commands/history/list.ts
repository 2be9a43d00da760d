import type { RunRecord } from "../../../domain/run.ts";
import { filterChanges } from "../../../journal/filter-changes.ts";
import { findId } from "../../../journal/find-id.ts";
import { readJournal } from "../../../journal/read-journal.ts";
import { historyDetails } from "../../../render/history/details.ts";
import { historyEntries } from "../../../render/history/entries.ts";
import {
  entryDocument,
  historyDocument,
  recordDocument,
  runRecordDocument,
} from "../../../render/history/json.ts";
import { historyWithRuns } from "../../../render/history/table.ts";
import { printMachine } from "../../../render/machine/machine.ts";
import { prepareMeasuring } from "../../../render/text/measure.ts";
import { runDetails } from "../../../render/run/details.ts";
import { summarizeRun } from "../../../bulk/store/read-run.ts";
import { listRuns, runDirectory } from "../../../bulk/store/directory.ts";
import type { Invocation } from "../../args/command.ts";
import { tellRun } from "./of-run.ts";
import { resolveUnknown } from "./resolve.ts";
import { readRuns, runFits } from "./runs.ts";
import { filterOf, seen, seenRun } from "./view.ts";
import { journalOf } from "../../journal.ts";
import { recordedAs } from "../../recorded.ts";
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
    if (run === undefined) await tellAll(invocation, terminal, { filter, also });
    else await tellRun(invocation, terminal, run, { filter, also });
    return 0;
  });
}

/** The changes that are no part of a run, and the runs. */
async function tellAll(
  invocation: Invocation,
  terminal: Terminal,
  { filter, also }: Parameters<typeof tellRun>[3],
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
  if (terminal.machine === "ndjson") {
    for (const entry of historyEntries(shown, runs)) {
      await terminal.out(await printMachine(entryDocument(entry), "ndjson"));
    }
  } else if (terminal.machine !== undefined) {
    await terminal.out(await printMachine(historyDocument(shown, damaged, runs), terminal.machine));
  } else {
    await prepareMeasuring([shown, runs]);
    await terminal.out(
      historyWithRuns(
        shown.map(seen(invocation)),
        runs.map(seenRun(invocation)),
        terminal.outStyle,
        { now: host.now() },
      ),
    );
  }
}

/** `history show`, its words understood. */
export function runHistoryShow(invocation: Invocation): Promise<number> {
  return reporting(invocation, async ({ terminal }) => {
    const { host, options, operands } = invocation;
    const stateDir = stateDirectoryOf(host, options);
    const found = await recordedAs(stateDir, journalOf(host, options), operands[0] ?? "");
    const recorded = "run" in found ? await runOf(stateDir, found.run) : found.change;
    await prepareMeasuring(recorded);
    const view = { now: host.now() };
    if ("header" in recorded) {
      await terminal.out(
        terminal.machine === undefined
          ? runDetails(seenRun(invocation)(recorded), terminal.outStyle, view)
          : await printMachine(runRecordDocument(recorded), terminal.machine),
      );
    } else {
      await terminal.out(
        terminal.machine === undefined
          ? historyDetails(seen(invocation)(recorded), terminal.outStyle, view)
          : await printMachine(recordDocument(recorded), terminal.machine),
      );
    }
    return 0;
  });
}

/** @throws BillingError `usage` when the run cannot be read */
async function runOf(stateDir: string, run: string): Promise<RunRecord> {
  const { runs } = await readRuns(stateDir);
  return runs.find(({ header }) => header.run === run) ?? summarizeRun(runDirectory(stateDir, run));
}
