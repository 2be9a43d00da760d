import type { JournalChange } from "../domain/journal-change.ts";
import { findId } from "./find-id.ts";

/**
 * The change of this id, or of the only id that begins like this (at least six characters). Case does not count, nor
 * do the letters that look like digits.
 *
 * @throws BillingError (usage) when there is none, or more than one
 */
export function findChange(changes: readonly JournalChange[], text: string): JournalChange {
  const ids = changes.map(({ change }) => change);
  const found = findId(ids, text, "change");
  return changes[ids.indexOf(found)] as JournalChange;
}
