/** The rows of a run that are shown where not all have room: held in memory that does not grow with their number. */
import type { RowResult } from "../../domain/run/run.ts";
import { reasonsOf } from "../../domain/run/run-tally.ts";
import { rowLines } from "./row-lines.ts";

/** What is not to be missed comes first, and is the last to be left out. */
const groups = ["destroying", "failed", "changed", "unchanged"] as const;
export type RowGroup = (typeof groups)[number];

interface Place {
  readonly rank: number;
  readonly row: number;
}

interface Kept extends Place {
  readonly lines: string;
  readonly size: number;
}

/** The rows of one group, in their order. */
interface ShownGroup {
  readonly group: RowGroup;
  /** Each ends with a line end. */
  readonly lines: string;
  readonly rows: number;
}

export interface KeptRows {
  add(result: RowResult): void;
  /**
   * @param room bytes
   * @param lead bytes that a group takes beside its lines
   */
  read(room: number, lead: (group: RowGroup) => number): readonly ShownGroup[];
}

/** One row takes at most this part of the room, so that a single one never keeps all others out. */
const share = 1 / 4;

/** @param room bytes that the lines of all rows may have together */
export function keepRows(room: number): KeptRows {
  const kept: Kept[] = [];
  let size = 0;
  /** The first that had no room: nothing behind it is kept. */
  let end: Place | undefined;
  return {
    add(result) {
      const place = { rank: groups.indexOf(groupOf(result)), row: result.row };
      if (end !== undefined && isBehind(place, end)) return;
      const lines = rowLines(result, room * share);
      const fresh: Kept = { ...place, lines, size: Buffer.byteLength(lines) };
      kept.splice(kept.findLastIndex((one) => isBehind(fresh, one)) + 1, 0, fresh);
      size += fresh.size;
      while (size > room) {
        const last = kept.pop();
        if (last === undefined) return;
        size -= last.size;
        end = last;
      }
    },
    read(left, lead) {
      const shown = new Map<number, Kept[]>();
      let free = left;
      for (const one of kept) {
        const group = shown.get(one.rank);
        const leading = group === undefined ? lead(groupAt(one.rank)) : 0;
        free -= leading + one.size;
        if (free < 0) break;
        if (group === undefined) shown.set(one.rank, [one]);
        else group.push(one);
      }
      return [...shown].map(([rank, rows]) => ({
        group: groupAt(rank),
        lines: rows.map(({ lines }) => lines).join(""),
        rows: rows.length,
      }));
    },
  };
}

function groupAt(rank: number): RowGroup {
  return groups[rank] ?? "unchanged";
}

function groupOf(result: RowResult): RowGroup {
  const { outcome, error } = result;
  if (error !== undefined) return "failed";
  if (outcome === "planned" && reasonsOf(result).length > 0) return "destroying";
  return outcome === "unchanged" ? "unchanged" : "changed";
}

function isBehind(one: Place, other: Place): boolean {
  return one.rank === other.rank ? one.row > other.row : one.rank > other.rank;
}
