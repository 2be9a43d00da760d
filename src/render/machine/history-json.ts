/** What was written from this machine, for programs. */
import { compact } from "../../domain/compact.ts";
import { encoderOf } from "../../domain/documents/encode.ts";
import {
  type HistoryDocument,
  recordSchema,
  runRecordSchema,
} from "../../domain/documents/history.ts";
import type { DamagedLine, RecordedChange } from "../../domain/run/recorded-change.ts";
import type { RunRecord } from "../../domain/run/run.ts";
import { countsDocument } from "./row-json.ts";

const encodeRunRecord = encoderOf(runRecordSchema);

/** The machine form of one recorded change, also a line of NDJSON. */
export const recordDocument = encoderOf(recordSchema);

/** The machine form of one recorded run, also a line of NDJSON: it has a `type`, which a change has not. */
export function runRecordDocument({ header, ...record }: RunRecord) {
  return encodeRunRecord({
    type: "run",
    ...header,
    ...record,
    counts: countsDocument(record.counts),
  });
}

/** The machine form of a history, in the order given. */
export function historyDocument(history: {
  readonly changes: readonly RecordedChange[];
  readonly damaged: readonly DamagedLine[];
  readonly runs?: readonly RunRecord[];
}): HistoryDocument {
  const { changes, damaged, runs } = history;
  return compact({
    changes: changes.map(recordDocument),
    runs: runs?.map(runRecordDocument),
    damaged,
  });
}
