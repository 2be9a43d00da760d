import { BillingError } from "../domain/errors.ts";
import { nearest } from "../domain/text/nearest.ts";
import { spellChangeId } from "./change-id.ts";

const leastCharacters = 6;
const mostListed = 5;
const hint = "see the list: billing history";

/**
 * Part of an id as people write it: case does not count, nor do the letters that look like digits.
 *
 * @throws BillingError (usage) when it has less than six characters
 */
export function partOfId(text: string, noun: "change" | "run"): string {
  const part = spellChangeId(text.trim());
  if (part.length >= leastCharacters) return part;
  throw new BillingError(
    "usage",
    `"${text}" is too short for a ${noun}: at least ${leastCharacters} characters of its id are needed`,
    { hint },
  );
}

/** Whether the id is written so, or begins or ends like this: ids made at about the same time begin alike. */
export function isPartOfId(part: string, id: string): boolean {
  return id.startsWith(part) || id.endsWith(part);
}

/**
 * The id that is written so, or the only one that begins or ends like this (at least six characters).
 *
 * @param ids oldest first
 * @throws BillingError (usage) when there is none, or more than one
 */
export function findId(ids: readonly string[], text: string, noun: "change" | "run"): string {
  const part = partOfId(text, noun);
  const found = ids.filter((id) => isPartOfId(part, id));
  const [only, ...others] = found;
  if (only === undefined) {
    const near = nearest(
      part,
      ids.flatMap((id) => [id.slice(0, part.length), id.slice(-part.length)]),
    );
    const meant = ids.findLast((id) => near !== undefined && isPartOfId(near, id));
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
      `"${text}" is part of the ids of ${found.length} ${noun}s: ${more > 0 ? `${more} more, ` : ""}${listed.join(", ")}`,
      { hint: "give more characters of the id" },
    );
  }
  return only;
}
