/** `history --run`: the changes of one run, of which there may be millions. */
import type { DamagedLine, RecordedChange } from "../../../domain/recorded-change.ts";
import { type ChangeFilter, filterChanges } from "../../../journal/filter-changes.ts";
import { readJournal } from "../../../journal/read-journal.ts";
import { historyDocument, historyJsonParts, recordDocument } from "../../../render/history/json.ts";
import { earlierLines, historyTable } from "../../../render/history/table.ts";
import { printMachine } from "../../../render/machine/machine.ts";
import { prepareMeasuring } from "../../../render/text/measure.ts";
import { changesOfRun } from "../../../bulk/store/changes.ts";
import { runDirectory } from "../../../bulk/store/directory.ts";
import { damagedIn } from "./runs.ts";
import type { HistoryOptions } from "./list.command.ts";
import { undoneAlone } from "./recorded.ts";
import { seen } from "./view.ts";
import { journalOf } from "../../journal.ts";
import { stateDirectoryOf } from "../../state-directory.ts";
import type { Ports } from "../../ports.ts";

/** Changes that a table shows. */
const mostShown = 1000;

/** Shows the changes of the run that pass the filter, or are among `also`. */
export async function showRun(
  { host, terminal }: Ports,
  options: HistoryOptions,
  run: string,
  { filter, also }: { readonly filter: ChangeFilter; readonly also: ReadonlySet<string> },
): Promise<void> {
  const dir = runDirectory(stateDirectoryOf(host, options), run);
  const undone = undoneAlone((await readJournal(journalOf(host, options))).changes);
  const damaged: DamagedLine[] = [];
  const shown = async function* shown(): AsyncGenerator<RecordedChange> {
    for await (const change of changesOfRun(dir, (line) => damaged.push(line))) {
      if (also.has(change.change) || filterChanges([change], filter).length > 0) {
        yield undone(change);
      }
    }
  };
  if (terminal.machine === "ndjson") {
    for await (const change of shown()) {
      await terminal.out(await printMachine(recordDocument(change), "ndjson"));
    }
  } else if (terminal.machine === "json") {
    const parts = historyJsonParts();
    for await (const change of shown()) await terminal.out(parts.change(change));
    await terminal.out(parts.end(damaged));
  } else if (terminal.machine !== undefined) {
    const changes: RecordedChange[] = [];
    for await (const change of shown()) changes.push(change);
    await terminal.out(await printMachine(historyDocument(changes, damaged), terminal.machine));
  } else {
    const { last, earlier } = await lastOf(shown());
    await prepareMeasuring(last);
    await terminal.out(
      historyTable(last.map(seen(host, options)), terminal.outStyle, { now: host.now() }) +
        earlierLines(earlier, terminal.outStyle),
    );
  }
  await terminal.warn(damagedIn(run, damaged));
}

/** The last ones, and how many came before. */
async function lastOf(
  changes: AsyncIterable<RecordedChange>,
): Promise<{ readonly last: readonly RecordedChange[]; readonly earlier: number }> {
  const last: RecordedChange[] = [];
  let earlier = 0;
  for await (const change of changes) {
    last.push(change);
    if (last.length <= mostShown) continue;
    last.shift();
    earlier += 1;
  }
  return { last, earlier };
}
