import { runDirectory } from "../../../bulk/store/directory.ts";
import { summarizeRun } from "../../../bulk/store/read-run.ts";
import type { RunRecord } from "../../../domain/run/run.ts";
import { recordView, runRecordView } from "../../../render/history/views.ts";
import type { Handler } from "../../args/command.ts";
import { journalOf, warnOfNoJournal } from "../../journal.ts";
import { stateDirectoryOf } from "../../state-directory.ts";
import { newestRecorded } from "../../../bulk/history/last.ts";
import { recordedAs } from "../../../bulk/history/recorded.ts";
import { readRuns } from "../../../bulk/history/runs.ts";
import { namedChange } from "./named.ts";
import type { ShowOptions } from "./show.command.ts";

export const handle: Handler<ShowOptions> = async (options, ports) => {
  const { host, terminal, operands } = ports;
  const stateDir = stateDirectoryOf(host, options);
  const named = namedChange(options, operands);
  const journal = journalOf(ports, options);
  await warnOfNoJournal(ports, options);
  const found =
    named === undefined
      ? await newestRecorded(stateDir, journal)
      : await recordedAs(stateDir, journal, named);
  const recorded = "run" in found ? await runOf(stateDir, found.run) : found.change;
  if ("header" in recorded) await terminal.show(runRecordView, recorded);
  else await terminal.show(recordView, recorded);
  return 0;
};

/** @throws {BillingError} usage: when the run cannot be read */
async function runOf(stateDir: string, run: string): Promise<RunRecord> {
  const { runs } = await readRuns(stateDir);
  return runs.find(({ header }) => header.run === run) ?? summarizeRun(runDirectory(stateDir, run));
}
