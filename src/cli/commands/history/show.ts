import { runDirectory } from "../../../bulk/store/directory.ts";
import { summarizeRun } from "../../../bulk/store/read-run.ts";
import type { RunRecord } from "../../../domain/run.ts";
import { historyDetails } from "../../../render/history/details.ts";
import { recordDocument, runRecordDocument } from "../../../render/history/json.ts";
import { printMachine } from "../../../render/machine/machine.ts";
import { runDetails } from "../../../render/run/details.ts";
import { prepareMeasuring } from "../../../render/text/measure.ts";
import type { Handler } from "../../args/command.ts";
import { journalOf } from "../../journal.ts";
import { stateDirectoryOf } from "../../state-directory.ts";
import { recordedAs } from "./recorded.ts";
import { readRuns } from "./runs.ts";
import type { ShowOptions } from "./show.command.ts";
import { seen, seenRun } from "./view.ts";

export const handle: Handler<ShowOptions> = async (options, { host, terminal, operands }) => {
  const stateDir = stateDirectoryOf(host, options);
  const found = await recordedAs(stateDir, journalOf(host, options), operands[0] ?? "");
  const recorded = "run" in found ? await runOf(stateDir, found.run) : found.change;
  await prepareMeasuring(recorded);
  const view = { now: host.now() };
  if ("header" in recorded) {
    await terminal.out(
      terminal.machine === undefined
        ? runDetails(seenRun(host, options)(recorded), terminal.outStyle, view)
        : await printMachine(runRecordDocument(recorded), terminal.machine),
    );
  } else {
    await terminal.out(
      terminal.machine === undefined
        ? historyDetails(seen(host, options)(recorded), terminal.outStyle, view)
        : await printMachine(recordDocument(recorded), terminal.machine),
    );
  }
  return 0;
};

/** @throws {BillingError} usage: when the run cannot be read */
async function runOf(stateDir: string, run: string): Promise<RunRecord> {
  const { runs } = await readRuns(stateDir);
  return runs.find(({ header }) => header.run === run) ?? summarizeRun(runDirectory(stateDir, run));
}
