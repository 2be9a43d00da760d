/**
 * From page to page while the list moves: customers come and go between two requests, and all the same none is taken
 * twice and none is passed over.
 */
import { type Json, type JsonObject, sameJson } from "../domain/json.ts";
import type { Page } from "../providers/wire/paging.ts";

interface Step {
  /** What has not been taken yet, in the order of the page. */
  readonly fresh: readonly JsonObject[];
  readonly ended: boolean;
}

export interface Walk {
  /** Where the next page begins: a cursor or an offset; undefined for the first page. */
  next(): Json | undefined;
  /**
   * @param ids of the page's records
   * @returns `astray`: why the pages lead nowhere
   */
  take(page: Page, ids: readonly string[]): Step | { readonly astray: string };
}

/** A cursor stands behind a customer, so that only what the two pages share could be taken twice. */
export function cursorWalk(): Walk {
  let cursor: Json | undefined;
  let before: ReadonlySet<string> = new Set();
  return {
    next: () => cursor,
    take({ records, next }, ids) {
      if (next !== undefined && cursor !== undefined && sameJson(next, cursor)) {
        return { astray: "it leads back to the same page" };
      }
      const known = before;
      const fresh = records.filter((_record, index) => {
        const id = ids[index] ?? "";
        return ids.indexOf(id) === index && !known.has(id);
      });
      cursor = next;
      before = new Set(ids);
      // Some APIs hand out one more cursor at their end, behind which nothing stands.
      return { fresh, ended: next === undefined || records.length === 0 };
    },
  };
}

/** Customers that a page shares with the one before it; as many may disappear in between unnoticed. */
const overlap = 20;
/** Customers that were taken last and are remembered: what is kept is the same for a list of any length. */
const remembered = 5000;

/** A page that comes again so often is not due to new customers in front of it. */
const oftenSame = 5;

/**
 * An offset counts customers from the beginning: when one before it disappears, the next one slips to the page that
 * was read already. So a page begins a little before the end of the one before it, and what stands behind the last
 * customer that is known is new. Where none is known, more than that disappeared, and it is read from further ahead.
 *
 * @param size of the pages, at least 2
 */
export function offsetWalk(size: number): Walk {
  const usual = Math.min(overlap, Math.floor(size / 2));
  const known = new Set<string>();
  let before: readonly string[] = [];
  let same = 0;
  /** Offset behind the last customer that was taken. */
  let position = 0;
  let back = usual;
  const start = () => Math.max(0, position - back);
  return {
    next: () => (position === 0 ? undefined : start()),
    take({ records, total }, ids) {
      const last = ids.findLastIndex((id) => known.has(id));
      if (last === -1 && position > 0) {
        if (start() > 0) {
          back += size - 1;
          return { fresh: [], ended: false };
        }
        // Where all that were taken are remembered, all of them disappeared, and the rest is new.
        if (known.size === remembered) {
          return { astray: "too many customers disappeared meanwhile to know where to go on" };
        }
      }
      same = sameJson(ids, before) ? same + 1 : 0;
      if (same === oftenSame) return { astray: "it leads back to the same page" };
      const begin = last + 1;
      const fresh = records
        .slice(begin)
        .filter((_record, index) => ids.indexOf(ids[begin + index] ?? "") === begin + index);
      const end = start() + records.length;
      const ended = total === undefined ? records.length < size : end >= total;
      if (!ended && end <= position && back === usual) {
        return { astray: "it counts more customers than it lists" };
      }
      position = end;
      back = usual;
      before = ids;
      remember(known, ids.slice(begin));
      return { fresh, ended };
    },
  };
}

function remember(known: Set<string>, ids: readonly string[]): void {
  for (const id of ids) known.add(id);
  for (const id of known) {
    if (known.size <= remembered) return;
    known.delete(id);
  }
}
