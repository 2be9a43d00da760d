/** The changes of runs, for history and undo. */
import type { Warning } from "../../domain/change.ts";
import type { DamagedLine, RecordedChange } from "../../domain/run/recorded-change.ts";
import { appendLine } from "../../files/lines/append-line.ts";
import type { Host } from "../../host/host.ts";
import { findId, isPartOfId, partOfId } from "../../journal/find-id.ts";
import { foldEntries } from "../../journal/fold-entries.ts";
import { readEntries } from "../../journal/read-entries.ts";
import { recordEnd, type Redact, type ResultFacts } from "../../journal/record.ts";
import { listRuns, runDirectory } from "./directory.ts";
import { runJournalPath } from "./journal.ts";
import { readFolded } from "./read-run.ts";

/**
 * The changes of the run in this directory, each once and with its last outcome: in the order in which they ended,
 * then those of which something else may still be found out. `undoneBy` is not given: what undid them is recorded elsewhere.
 *
 * @param damaged gets each line that cannot be used
 * @throws BillingError (usage) when the journal is there and cannot be read
 */
export async function* changesOfRun(
  dir: string,
  damaged?: (line: DamagedLine) => void,
): AsyncGenerator<RecordedChange> {
  for await (const folded of readFolded(dir, damaged)) {
    if (folded.kind === "change") yield folded.change;
  }
}

/**
 * The change of this id, or of the only id that begins or ends like this (at least six characters), in any run.
 *
 * @param besides changes that are no part of a run: they are found as well
 * @throws BillingError (usage) when there is none, or more than one
 */
export async function findRunChange(
  stateDir: string,
  text: string,
  besides: readonly RecordedChange[] = [],
): Promise<RecordedChange> {
  const part = partOfId(text, "change");
  const single = besides.filter(({ changeId }) => isPartOfId(part, changeId));
  const ids = new Set(single.map(({ changeId }) => changeId));
  let [found] = single;
  for (const run of await listRuns(stateDir)) {
    for await (const change of fitting(runDirectory(stateDir, run), run, part)) {
      ids.add(change.changeId);
      found = change;
    }
  }
  const known = ids.size === 0 ? besides.map(({ changeId }) => changeId) : [...ids].toSorted();
  const id = findId(known, text, "change");
  if (found?.changeId !== id) throw new Error(`change ${id} was found and lost`);
  return found;
}

/** Of these ids of customers those that a row of a run was answered with, or found out about, when it made one. */
export async function madeInRuns(
  stateDir: string,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const made = new Set<string>();
  for (const run of await listRuns(stateDir)) {
    const path = runJournalPath(runDirectory(stateDir, run));
    for (const id of ids) {
      for await (const { entry } of readEntries(path, () => {}, id)) {
        if (entry.type === "result" && entry.outcome === "created" && entry.id === id) made.add(id);
      }
    }
  }
  return made;
}

/** Changes of the run whose id begins or ends like this. One whose end is unclear may come more than once. */
async function* fitting(dir: string, run: string, part: string): AsyncGenerator<RecordedChange> {
  const fold = foldEntries(run);
  const entries = readEntries(runJournalPath(dir), () => {}, part);
  for await (const { entry } of entries) {
    if (!("changeId" in entry) || !isPartOfId(part, entry.changeId ?? "")) continue;
    const folded = fold.add(entry);
    if (folded.kind === "change") yield folded.change;
  }
  for (const { change } of fold.held()) yield change;
}

/**
 * Adds a result to the journal of a run that may be going on in another process; on return it is on the disk.
 *
 * @param row the change's row
 * @returns a warning when it could not be recorded
 */
export function recordRunResult(
  dir: string,
  { host, redact }: { readonly host: Pick<Host, "now" | "platform">; readonly redact: Redact },
  row: number,
  facts: ResultFacts,
): Promise<Warning | undefined> {
  const path = runJournalPath(dir);
  const to = {
    path,
    at: () => new Date(host.now()).toISOString(),
    redact,
    soon: (line: string) => appendLine(path, line, host.platform),
  };
  return recordEnd(to, facts, row);
}
