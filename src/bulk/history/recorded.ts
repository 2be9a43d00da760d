/** What an id of the record names: a run, or a change. */
import { BillingError } from "../../domain/errors.ts";
import { isApplied, type RecordedChange } from "../../domain/run/recorded-change.ts";
import { undoers } from "../../journal/undone.ts";
import { isPartOfId, partOfId } from "../../journal/find-id.ts";
import type { Journal } from "../../journal/record.ts";
import { readEntries } from "../../journal/read-entries.ts";
import { readJournal } from "../../journal/read-journal.ts";
import { findRunChange } from "../store/changes.ts";
import { listRuns, runDirectory } from "../store/directory.ts";
import { runJournalPath } from "../store/journal.ts";

const mostListed = 5;

export type Recorded = { readonly run: string } | { readonly change: RecordedChange };

/**
 * The run or the change of this id, or the only one whose id begins or ends like this (at least six characters).
 *
 * @throws {BillingError} usage: when there is none, or more than one
 */
export async function recordedAs(
  stateDir: string,
  journal: Pick<Journal, "path">,
  text: string,
): Promise<Recorded> {
  const part = partOfId(text, "change");
  const runs = (await listRuns(stateDir)).filter((id) => isPartOfId(part, id));
  const [run] = runs;
  if (run === part) return { run };
  const { changes } = await readJournal(journal);
  if (run === undefined) {
    const change = await findRunChange(stateDir, text, changes);
    return { change: change.run === undefined ? change : undoneAlone(changes)(change) };
  }
  const single = changes.map(({ changeId }) => changeId).filter((id) => isPartOfId(part, id));
  const others = [...single, ...(await changesLike(stateDir, part))];
  if (runs.length === 1 && others.length === 0) return { run };
  const found = [...runs, ...others];
  const more = found.length - mostListed;
  throw new BillingError(
    "usage",
    `"${text}" is part of the ids of ${found.length} runs and changes: ${found.slice(0, mostListed).join(", ")}${more > 0 ? `, and ${more} more` : ""}`,
    { hint: "give more characters of the id" },
  );
}

/** Ids of the changes in all runs that begin or end like this. */
async function changesLike(stateDir: string, part: string): Promise<readonly string[]> {
  const ids = new Set<string>();
  for (const run of await listRuns(stateDir)) {
    const path = runJournalPath(runDirectory(stateDir, run));
    for await (const { entry } of readEntries(path, () => {}, part)) {
      if (!("changeId" in entry) || entry.changeId === undefined) continue;
      if (isPartOfId(part, entry.changeId)) ids.add(entry.changeId);
    }
  }
  return [...ids];
}

/**
 * Changes of runs with what took them back one by one: such an undo is a change of its own.
 *
 * @param single the changes that are no part of a run
 */
export function undoneAlone(
  single: readonly RecordedChange[],
): (change: RecordedChange) => RecordedChange {
  const undoneBy = undoers(
    single.map(({ changeId: id, undoes, outcome }) => ({
      id,
      undoes,
      done: isApplied(outcome),
    })),
  );
  return (change) => {
    const by = undoneBy.get(change.changeId);
    return by === undefined ? change : { ...change, undoneBy: by };
  };
}
