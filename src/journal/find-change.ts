import { BillingError } from "../domain/errors.ts";
import type { JournalChange } from "../domain/journal-change.ts";
import { nearest } from "../domain/nearest.ts";
import { spellChangeId } from "./change-id.ts";

const leastCharacters = 6;
const mostListed = 5;

/**
 * The change of this id, or of the only id that begins like this (at least six characters). Case does not count, nor
 * do the letters that look like digits.
 *
 * @throws BillingError (usage) when there is none, or more than one
 */
export function findChange(changes: readonly JournalChange[], text: string): JournalChange {
  const start = spellChangeId(text.trim());
  if (start.length < leastCharacters) {
    throw new BillingError(
      "usage",
      `"${text}" is too short for a change: at least ${leastCharacters} characters of its id are needed`,
      { hint: "see the list: billing history" },
    );
  }
  const found = changes.filter(({ change }) => change.startsWith(start));
  const [only, ...others] = found;
  if (only === undefined) {
    const near = nearest(
      start,
      changes.map(({ change }) => change.slice(0, start.length)),
    );
    const meant = changes.findLast(({ change }) => near !== undefined && change.startsWith(near));
    throw new BillingError(
      "usage",
      `no change "${text}" is recorded${meant === undefined ? "" : `; did you mean ${meant.change}?`}`,
      { hint: "see the list: billing history" },
    );
  }
  if (others.length > 0) {
    const listed = found.slice(-mostListed).map(({ change }) => change);
    const more = found.length - listed.length;
    throw new BillingError(
      "usage",
      `"${text}" is the beginning of ${found.length} changes: ${more > 0 ? `${more} more, ` : ""}${listed.join(", ")}`,
      { hint: "give more characters of the id" },
    );
  }
  return only;
}
