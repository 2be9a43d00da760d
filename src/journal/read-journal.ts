import type { DamagedLine, RecordedChange } from "../domain/recorded-change.ts";
import { entrySchema } from "./entries.ts";
import { foldEntries } from "./fold-entries.ts";
import { readEntries } from "./read-entries.ts";

export interface JournalContent {
  /** In the order of the file, oldest first, whatever the clock said. */
  readonly changes: readonly RecordedChange[];
  /** What could not be used; the rest is complete without it. */
  readonly damaged: readonly DamagedLine[];
}

/**
 * Reads the journal; there is nothing in one that is not there.
 *
 * @throws BillingError (usage) when the file is there and cannot be read
 */
export async function readJournal({ path }: { readonly path: string }): Promise<JournalContent> {
  const fold = foldEntries();
  const damaged: DamagedLine[] = [];
  for await (const { line, entry } of readEntries(path, entrySchema, (one) => damaged.push(one))) {
    const reason = fold.add(entry);
    if (reason !== undefined) damaged.push({ line, reason });
  }
  return { changes: fold.changes(), damaged };
}
