import { ignoredPlaces } from "../../../config/files/paths.ts";
import { recordSchema, runRecordSchema } from "../../../domain/documents/history.ts";
import type { RunRecord } from "../../../domain/run/run.ts";
import { filterChanges } from "../../../journal/filter-changes.ts";
import { findId } from "../../../journal/find-id.ts";
import { readJournal } from "../../../journal/read-journal.ts";
import { historyEntries, idOf } from "../../../render/history/entries.ts";
import { historyOf, historyView } from "../../../render/history/views.ts";
import { listRuns } from "../../../bulk/store/directory.ts";
import { confirmAccount } from "../../accounts/confirm-account.ts";
import { openConnection } from "../../accounts/open.ts";
import type { Handler } from "../../args/command.ts";
import { chosenFields } from "../../args/fields.ts";
import type { HistoryOptions } from "./list.command.ts";
import { type Shown, showRun } from "./of-run.ts";
import { type ResolvePorts, resolveUnknown } from "../../../bulk/history/resolve.ts";
import { readRuns, runFits } from "../../../bulk/history/runs.ts";
import { filterOf } from "./filter.ts";
import { journalOf, warnOfNoJournal } from "../../journal.ts";
import type { Ports } from "../../ports.ts";
import { searchUnknown } from "../../search.ts";
import { stateDirectoryOf } from "../../state-directory.ts";

const changeFields = Object.keys(recordSchema.shape);
const historyFields = [...changeFields, ...Object.keys(runRecordSchema.shape)];

export const handle: Handler<HistoryOptions> = async (options, ports) => {
  const { host } = ports;
  await ports.terminal.warn(ignoredPlaces(host));
  await warnOfNoJournal(ports, options);
  const filter = filterOf(host, options);
  const { run: named } = options;
  const fields = chosenFields(options, named === undefined ? historyFields : changeFields);
  const run =
    named === undefined
      ? undefined
      : findId(await listRuns(stateDirectoryOf(host, options)), named, "run");
  // What was asked for is shown also when it is not what it was any more.
  const also = options.resolve
    ? await resolveUnknown(resolvePorts(ports, options), filter, run)
    : new Set<string>();
  if (run === undefined) await showAll(ports, options, { filter, also, fields });
  else await showRun(ports, options, run, { filter, also, fields });
  return 0;
};

function resolvePorts(ports: Ports, options: HistoryOptions): ResolvePorts {
  const { host, terminal } = ports;
  const records = {
    journal: journalOf(ports, options),
    stateDir: stateDirectoryOf(host, options),
  };
  return {
    host,
    ...records,
    open: (provider) => openConnection(ports, { ...options, limit: [] }, provider),
    search: (connection) => searchUnknown(connection, records),
    notice: (text) => terminal.notice(text),
    warn: (warnings) => terminal.warn(warnings),
    confirmAccount: confirmAccount(ports, { yes: options.yes, noInput: false }),
    redact: (value) => terminal.secrets.redactValue(value),
  };
}

/** The changes that are no part of a run, and the runs. */
async function showAll(
  ports: Ports,
  options: HistoryOptions,
  { filter, also, fields }: Shown,
): Promise<void> {
  const { host, terminal } = ports;
  const stateDir = stateDirectoryOf(host, options);
  const { changes, damaged } = await readJournal(journalOf(ports, options));
  const fitting = new Set(filterChanges(changes, filter));
  const shown = changes.filter((change) => fitting.has(change) || also.has(change.changeId));
  const { runs: all, warnings } = await readRuns(stateDir);
  const runs: RunRecord[] = [];
  for (const run of all) {
    if (also.has(run.header.run) || (await runFits(stateDir, run, filter))) runs.push(run);
  }
  const entries = historyEntries(shown, runs).filter(
    (entry, index) => index < (options.limit ?? Infinity) || also.has(idOf(entry)),
  );
  await terminal.warn([
    ...damaged.map(({ line, reason }) => ({
      code: "journal_damaged",
      message: `line ${line} of the journal is left out: ${reason}`,
    })),
    ...warnings,
  ]);
  await terminal.show(fields === undefined ? historyView : historyOf(fields), {
    changes: entries.flatMap((entry) => (entry.type === "change" ? [entry.change] : [])),
    runs: entries.flatMap((entry) => (entry.type === "run" ? [entry.run] : [])),
    damaged,
  });
}
