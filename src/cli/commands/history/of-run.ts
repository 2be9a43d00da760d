/** `history --run`: the changes of one run, of which there may be millions. */
import type { Chosen } from "../../../domain/field/chosen-fields.ts";
import type { DamagedLine, RecordedChange } from "../../../domain/run/recorded-change.ts";
import { type ChangeFilter, filterChanges } from "../../../journal/filter-changes.ts";
import { readJournal } from "../../../journal/read-journal.ts";
import { runChangesOf, runChangesView } from "../../../render/history/views.ts";
import { prepareMeasuring } from "../../../render/text/measure.ts";
import { changesOfRun } from "../../../bulk/store/changes.ts";
import { runDirectory } from "../../../bulk/store/directory.ts";
import { damagedIn } from "../../../bulk/history/runs.ts";
import { journalOf } from "../../journal.ts";
import { stateDirectoryOf } from "../../state-directory.ts";
import type { Ports } from "../../ports.ts";
import type { HistoryOptions } from "./list.command.ts";
import { undoneAlone } from "../../../bulk/history/recorded.ts";

/** What of the history is shown. */
export interface Shown {
  readonly filter: ChangeFilter;
  /** Ids of what is shown although it does not pass the filter. */
  readonly also: ReadonlySet<string>;
  /** Missing: all of each change. */
  readonly fields: readonly Chosen[] | undefined;
}

/** Shows the changes of the run that pass the filter, or are among `also`. */
export async function showRun(
  ports: Ports,
  options: HistoryOptions,
  run: string,
  { filter, also, fields }: Shown,
): Promise<void> {
  const { host, terminal } = ports;
  const dir = runDirectory(stateDirectoryOf(host, options), run);
  const undone = undoneAlone((await readJournal(journalOf(ports, options))).changes);
  const damaged: DamagedLine[] = [];
  const list = await terminal.list(fields === undefined ? runChangesView : runChangesOf(fields));
  const drawsRows = fields !== undefined && !terminal.isForPrograms;
  const fits = (change: RecordedChange) =>
    also.has(change.changeId) || filterChanges([change], filter).length > 0;
  const fitting = fittingOf(
    changesOfRun(dir, (line) => damaged.push(line)),
    fits,
  );
  const { limit } = options;
  for await (const change of limit === undefined ? fitting : lastOf(fitting, limit)) {
    if (drawsRows) await prepareMeasuring(change);
    const text = list.item(undone(change));
    if (text !== "") await terminal.out(text);
  }
  await terminal.out(await list.end(damaged));
  await terminal.warn(damagedIn(run, damaged));
}

async function* fittingOf(
  changes: AsyncIterable<RecordedChange>,
  fits: (change: RecordedChange) => boolean,
): AsyncGenerator<RecordedChange> {
  for await (const change of changes) if (fits(change)) yield change;
}

/** The last ones, in their order; no more than these are held. */
async function* lastOf(
  changes: AsyncIterable<RecordedChange>,
  most: number,
): AsyncGenerator<RecordedChange> {
  const last: RecordedChange[] = [];
  for await (const change of changes) {
    last.push(change);
    if (last.length > most) last.shift();
  }
  yield* last;
}
