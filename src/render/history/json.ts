import type { DamagedLine, RecordedChange } from "../../domain/recorded-change.ts";
import { type Json, type JsonObject, printJson } from "../../domain/json.ts";
import type { RunRecord } from "../../domain/run.ts";
import { safeJson } from "../../domain/text/safe-text.ts";
import type { HistoryEntry } from "./entries.ts";
import { changeDocument } from "../machine/outcome-json.ts";
import { countsDocument } from "../machine/row-json.ts";

/** The machine form of a history, oldest first; its shape is `historySchema`. */
export function historyDocument(
  changes: readonly RecordedChange[],
  damaged: readonly DamagedLine[] = [],
  runs?: readonly RunRecord[],
): JsonObject {
  return {
    changes: changes.map(recordDocument),
    ...(runs === undefined ? {} : { runs: runs.map(runRecordDocument) }),
    damaged: damaged.map(({ line, reason }) => ({ line, reason })),
  };
}

/**
 * {@link historyDocument} without runs as JSON, in pieces to be written one after the other, so that there may be any
 * number of changes: each stands on a line.
 */
export function historyJsonParts(): {
  change(change: RecordedChange): string;
  end(damaged: readonly DamagedLine[]): string;
} {
  let before = '{"changes":[';
  return {
    change(change) {
      const text = `${before}\n${printed(recordDocument(change))}`;
      before = ",";
      return text;
    },
    end(damaged) {
      const close = before === "," ? "\n" : before;
      return `${close}],"damaged":${printed(damaged.map(({ line, reason }) => ({ line, reason })))}}\n`;
    },
  };
}

function printed(value: Json): string {
  return safeJson(printJson(value));
}

/** The machine form of one recorded change, also a line of NDJSON; its shape is `recordSchema`. */
export function recordDocument(record: RecordedChange): JsonObject {
  const { run, row, undoes, settledAt, resolved, requestId, storedFields, note, undoneBy } = record;
  return {
    change: record.change,
    ...(run === undefined ? {} : { run }),
    ...(row === undefined ? {} : { row }),
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

/** A line of NDJSON: what has a `type` is a run, what has none is a change. */
export function entryDocument(entry: HistoryEntry): JsonObject {
  return entry.type === "run" ? runRecordDocument(entry.run) : recordDocument(entry.change);
}

/** The machine form of one recorded run; its shape is `runRecordSchema`. */
export function runRecordDocument(record: RunRecord): JsonObject {
  const { header, end, endedAt, counts, undoneBy } = record;
  const { input, undoes } = header;
  return {
    type: "run",
    run: header.run,
    at: header.at,
    command: header.command,
    input: {
      name: input.name,
      path: input.path,
      format: input.format,
      bytes: input.bytes,
      sha256: input.sha256,
    },
    rows: header.rows,
    chosen: header.chosen,
    counts: countsDocument(counts),
    ...(end === undefined ? {} : { end }),
    ...(endedAt === undefined ? {} : { endedAt }),
    ...(undoes === undefined ? {} : { undoes }),
    ...(undoneBy === undefined ? {} : { undoneBy }),
    options: header.options,
    cwd: header.cwd,
    accounts: header.accounts.map(({ provider, baseUrl, account }) => ({
      provider,
      baseUrl,
      account,
    })),
    tool: header.tool,
  };
}
