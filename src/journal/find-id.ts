import { BillingError } from "../domain/errors.ts";
import { nearest } from "../domain/text/nearest.ts";
import { spellChangeId } from "./change-id.ts";

const leastCharacters = 6;
const mostListed = 5;
const hint = "see the list: billing history";

/**
 * The beginning of an id as people write it: case does not count, nor do the letters that look like digits.
 *
 * @throws BillingError (usage) when it has less than six characters
 */
export function beginningOf(text: string, noun: "change" | "run"): string {
  const start = spellChangeId(text.trim());
  if (start.length >= leastCharacters) return start;
  throw new BillingError(
    "usage",
    `"${text}" is too short for a ${noun}: at least ${leastCharacters} characters of its id are needed`,
    { hint },
  );
}

/**
 * The id that is written so, or the only one that begins like this (at least six characters).
 *
 * @param ids oldest first
 * @throws BillingError (usage) when there is none, or more than one
 */
export function findId(ids: readonly string[], text: string, noun: "change" | "run"): string {
  const start = beginningOf(text, noun);
  const found = ids.filter((id) => id.startsWith(start));
  const [only, ...others] = found;
  if (only === undefined) {
    const near = nearest(
      start,
      ids.map((id) => id.slice(0, start.length)),
    );
    const meant = ids.findLast((id) => near !== undefined && id.startsWith(near));
    throw new BillingError(
      "usage",
      `no ${noun} "${text}" is recorded${meant === undefined ? "" : `; did you mean ${meant}?`}`,
      { hint },
    );
  }
  if (others.length > 0) {
    const listed = found.slice(-mostListed);
    const more = found.length - listed.length;
    throw new BillingError(
      "usage",
      `"${text}" is the beginning of ${found.length} ${noun}s: ${more > 0 ? `${more} more, ` : ""}${listed.join(", ")}`,
      { hint: "give more characters of the id" },
    );
  }
  return only;
}
