/** A run as its journal tells it. */
import { basename } from "node:path";

import { compact } from "../../domain/compact.ts";
import { type DamagedLine, isOpen, type RecordedChange } from "../../domain/run/recorded-change.ts";
import { rowOutcomes } from "../../domain/documents/row-outcomes.ts";
import type { RowOutcome, RowResult, RunCounts, RunRecord } from "../../domain/run/run.ts";
import { lastLine } from "../../files/lines/last-line.ts";
import type { End } from "../../domain/documents/journal.ts";
import { foldEntries, type Folded } from "../../journal/fold-entries.ts";
import { parseEntry } from "../../journal/parse-entry.ts";
import { readEntries } from "../../journal/read-entries.ts";
import { readHeader } from "./directory.ts";
import { runJournalPath } from "./journal.ts";

/** What the journal says of a row. */
export type RowRecord =
  | { readonly kind: "ended"; readonly result: RowResult; readonly change?: RecordedChange }
  /** Something may have been sent, and how it ended is not known; `result` where "unknown" was recorded. */
  | {
      readonly kind: "open";
      readonly row: number;
      readonly change: RecordedChange;
      readonly result?: RowResult;
    };

type OnDamaged = (line: DamagedLine) => void;

/**
 * What the run's journal says of its rows, in the order in which they ended; open ones, and those that may be looked at again, at the very end. A row that was
 * tried again comes again, and the last that is said of it counts. Rows that were never begun do not come.
 *
 * Holds only what is open, so a run of any size can be read.
 *
 * @param damaged gets each line that cannot be used; the rest is complete without it
 * @throws BillingError (usage) when the journal is there and cannot be read
 */
export async function* readRun(
  dir: string,
  damaged: OnDamaged = () => {},
): AsyncGenerator<RowRecord> {
  for await (const folded of readFolded(dir, damaged)) {
    const record = recordOf(folded);
    if (record !== undefined) yield record;
  }
}

/** The longest line that is looked at as an end: one has a few counts. */
const longestEnd = 4096;

/**
 * The run's header, how it ended and how its rows did. Of a run whose journal does not end with its end, the whole
 * journal is read.
 *
 * @throws BillingError (usage) when header or journal cannot be read
 */
export async function summarizeRun(dir: string, damaged?: OnDamaged): Promise<RunRecord> {
  const header = await readHeader(dir);
  const last = await lastLine(runJournalPath(dir), longestEnd);
  const parsed = last === undefined ? undefined : parseEntry({ bytes: last, ended: true });
  if (parsed !== undefined && "entry" in parsed && parsed.entry.type === "end") {
    return { header, ...endOf(parsed.entry), counts: parsed.entry.counts };
  }
  const outcomes = countRows(header.rows);
  let end: End | undefined;
  for await (const folded of readFolded(dir, damaged)) {
    if (folded.kind === "end") end = folded.entry;
    // What comes after an end belongs to a later sitting, except that an unclear outcome was found out.
    else if (folded.kind === "begun" || folded.kind === "row") end = undefined;
    const record = recordOf(folded);
    if (record?.kind === "ended") outcomes.set(record.result.row, record.result.outcome);
    if (record?.kind === "open") outcomes.set(record.row, "unknown");
  }
  return { header, ...(end === undefined ? {} : endOf(end)), counts: outcomes.counts() };
}

function endOf({ end, at }: End): Pick<RunRecord, "end" | "endedAt"> {
  return { end, endedAt: at };
}

/** What each entry tells, then what is still open. */
export async function* readFolded(
  dir: string,
  damaged: OnDamaged = () => {},
): AsyncGenerator<Folded> {
  const fold = foldEntries(basename(dir));
  for await (const { line, entry } of readEntries(runJournalPath(dir), damaged)) {
    const folded = fold.add(entry);
    if (folded.kind === "damaged") damaged({ line, reason: folded.reason });
    // An open end is given below, if no other comes.
    else if (folded.kind !== "change" || !isOpen(folded.change)) yield folded;
  }
  for (const change of fold.held()) yield { kind: "change", ...change };
}

function recordOf(folded: Folded): RowRecord | undefined {
  if (folded.kind === "row") return { kind: "ended", result: folded.result };
  if (folded.kind !== "change" || !folded.isLatest) return undefined;
  const { change, result } = folded;
  if (change.outcome !== "unknown" && result !== undefined)
    return { kind: "ended", result, change };
  return { kind: "open", ...compact({ row: change.row ?? 0, change, result }) };
}

/** The last outcome of each row, a byte a row. A row that the input does not have is left out. */
function countRows(rows: number) {
  const last = new Uint8Array(rows + 1);
  return {
    set: (row: number, outcome: RowOutcome): void => {
      last[row] = rowOutcomes.indexOf(outcome) + 1;
    },
    counts: (): RunCounts => {
      const counts: Partial<Record<RowOutcome, number>> = {};
      for (const code of last) {
        const outcome = rowOutcomes[code - 1];
        if (outcome !== undefined) counts[outcome] = (counts[outcome] ?? 0) + 1;
      }
      return counts;
    },
  };
}
