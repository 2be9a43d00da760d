/** Where an interrupted run stands: what its journal says of each row. */
import type { ErrorKind } from "../domain/errors.ts";
import { isFieldName } from "../domain/fields.ts";
import { compact } from "../domain/compact.ts";
import { isApplied, type RecordedChange } from "../domain/run/recorded-change.ts";
import { rowOutcomes } from "../domain/documents/row-outcomes.ts";
import type { RowResult, RunCounts } from "../domain/run/run.ts";
import type { UpdateOptions } from "../update/update-customer.ts";
import { type RowRecord, readRun } from "./store/read-run.ts";
import { mark, type RowMarks } from "./row-marks.ts";

/** Failures that pass: a row that ended so is tried again. */
const passing: ReadonlySet<ErrorKind> = new Set([
  "auth",
  "unavailable",
  "interrupted",
  "terminated",
]);

export interface ResumePoint {
  /** Of the rows that are not tried again. */
  readonly counts: RunCounts;
  /** Changes that may have been carried out, by row: the customer is to be read first. */
  readonly open: ReadonlyMap<number, RecordedChange>;
  /** Of the rows that are tried again and were planned before: what their fields held then. */
  readonly firstSeen: ReadonlyMap<number, NonNullable<UpdateOptions["expected"]>>;
  /** Results of the rows that are not tried again, each row once, in the order in which they ended. */
  readonly results: () => AsyncIterable<RowResult>;
}

/**
 * Reads the run's journal and marks the rows that are done and those that failed for good.
 *
 * @param force what failed because the customer had moved is tried again, too
 */
export async function resumePoint(
  dir: string,
  marks: RowMarks,
  force = false,
): Promise<ResumePoint> {
  const isOver = (result: RowResult): boolean =>
    isLasting(result) && !(force && result.error?.code === "conflict");
  const size = marks.size();
  const ended = new Uint8Array(size + 1);
  const last = new Uint8Array(size + 1);
  const open = new Map<number, RecordedChange>();
  const firstSeen = new Map<number, NonNullable<UpdateOptions["expected"]>>();
  for await (const record of readRun(dir)) {
    const row = rowOf(record);
    if (row > size) continue;
    if (record.change !== undefined) firstSeen.set(row, expectedOf(record.change));
    if (record.kind === "open") {
      open.set(row, record.change);
      last[row] = 0;
      continue;
    }
    open.delete(row);
    if (isOver(record.result)) firstSeen.delete(row);
    last[row] = isOver(record.result) ? rowOutcomes.indexOf(record.result.outcome) + 1 : 0;
    if (last[row] > 0) ended[row] = (ended[row] ?? 0) + 1;
  }
  const counts: Record<string, number> = {};
  for (let row = 1; row <= size; row += 1) {
    const outcome = rowOutcomes[(last[row] ?? 0) - 1];
    if (outcome === undefined) continue;
    counts[outcome] = (counts[outcome] ?? 0) + 1;
    const isDone = isApplied(outcome) || outcome === "unchanged";
    marks.set(row, isDone ? mark.done : mark.failed);
  }
  return {
    counts,
    open,
    firstSeen,
    results: async function* results() {
      const left = ended.slice();
      for await (const record of readRun(dir)) {
        const row = rowOf(record);
        if (record.kind === "open" || row > size || !isOver(record.result)) continue;
        left[row] = (left[row] ?? 0) - 1;
        if (left[row] === 0 && (last[row] ?? 0) > 0) yield record.result;
      }
    },
  };
}

/** Later tries began only where nothing had moved, or where that was overwritten on purpose: the last try says it. */
function expectedOf({ at, fields }: RecordedChange): NonNullable<UpdateOptions["expected"]> {
  return {
    images: fields.flatMap(({ field, before, unreadable }) =>
      isFieldName(field) && unreadable !== true ? [compact({ field, value: before })] : [],
    ),
    since: `this run read it first, ${at}`,
  };
}

function rowOf(record: RowRecord): number {
  return record.kind === "open" ? record.row : record.result.row;
}

/** Whether the row is not tried again when its run is resumed. */
export function isLasting({ outcome, error }: RowResult): boolean {
  return outcome !== "failed" || error === undefined || !passing.has(error.code);
}
