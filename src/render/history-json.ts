import type { DamagedLine, JournalChange } from "../domain/journal-change.ts";
import type { JsonObject } from "../domain/json.ts";
import { changeDocument } from "./outcome-json.ts";

/** The machine form of a history, oldest first; its shape is `historySchema`. */
export function historyDocument(
  changes: readonly JournalChange[],
  damaged: readonly DamagedLine[] = [],
): JsonObject {
  return {
    changes: changes.map(recordDocument),
    damaged: damaged.map(({ line, reason }) => ({ line, reason })),
  };
}

/** The machine form of one recorded change, also a line of NDJSON; its shape is `recordSchema`. */
export function recordDocument(record: JournalChange): JsonObject {
  const { undoes, settledAt, resolved, requestId, storedFields, note, undoneBy } = record;
  return {
    change: record.change,
    at: record.at,
    provider: record.provider,
    id: record.id,
    title: record.title,
    outcome: record.outcome,
    ...(settledAt === undefined ? {} : { settledAt }),
    ...(resolved === undefined ? {} : { resolved }),
    ...(undoes === undefined ? {} : { undoes }),
    ...(undoneBy === undefined ? {} : { undoneBy }),
    changes: record.changes.map(changeDocument),
    fields: record.fields.map(({ field, before, after, unreadable }) => ({
      field,
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
      ...(unreadable === undefined ? {} : { unreadable }),
    })),
    ...(storedFields === undefined
      ? {}
      : {
          storedFields: storedFields.map(({ field, stored }) => ({
            field,
            ...(stored === undefined ? {} : { stored }),
          })),
        }),
    baseUrl: record.baseUrl,
    account: record.account,
    tool: record.tool,
    ...(requestId === undefined ? {} : { requestId }),
    ...(note === undefined ? {} : { note }),
  };
}
