import { type DamagedLine, isApplied, type RecordedChange } from "../domain/run/recorded-change.ts";
import { withUndone } from "./undone.ts";
import { foldEntries } from "./fold-entries.ts";
import { readEntries } from "./read-entries.ts";

export interface JournalContent {
  /** In the order of the file, oldest first, whatever the clock said. */
  readonly changes: readonly RecordedChange[];
  /** What could not be used; the rest is complete without it. */
  readonly damaged: readonly DamagedLine[];
}

/**
 * Reads the journal of single changes; there is nothing in one that is not there.
 *
 * @throws BillingError (usage) when the file is there and cannot be read
 */
export async function readJournal({ path }: { readonly path: string }): Promise<JournalContent> {
  const fold = foldEntries();
  const damaged: DamagedLine[] = [];
  for await (const { line, entry } of readEntries(path, (one) => damaged.push(one))) {
    const folded = fold.add(entry);
    if (folded.kind === "damaged") damaged.push({ line, reason: folded.reason });
  }
  const changes = withUndone(
    fold.held().map(({ change }) => change),
    ({ changeId: id, undoes, outcome }) => ({ id, undoes, done: isApplied(outcome) }),
  );
  return { changes, damaged };
}
