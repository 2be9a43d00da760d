/** What was written from this machine, for programs. */
import { compact } from "../../domain/compact.ts";
import type { HistoryDocument, RunRecordDocument } from "../../domain/documents/history.ts";
import type { DamagedLine, RecordedChange } from "../../domain/recorded-change.ts";
import type { RunRecord } from "../../domain/run.ts";
import { changeDocument } from "./outcome-json.ts";
import { countsDocument } from "./row-json.ts";

/** The machine form of a history, oldest first. */
export function historyDocument(history: {
  readonly changes: readonly RecordedChange[];
  readonly damaged: readonly DamagedLine[];
  readonly runs?: readonly RunRecord[];
}): HistoryDocument {
  const { changes, damaged, runs } = history;
  return compact({
    changes: changes.map(recordDocument),
    runs: runs?.map(runRecordDocument),
    damaged: damaged.map(({ line, reason }) => ({ line, reason })),
  });
}

/** The machine form of one recorded change, also a line of NDJSON. */
export function recordDocument(record: RecordedChange): RecordedChange {
  return compact({
    change: record.change,
    run: record.run,
    row: record.row,
    at: record.at,
    provider: record.provider,
    id: record.id,
    title: record.title,
    outcome: record.outcome,
    settledAt: record.settledAt,
    resolved: record.resolved,
    undoes: record.undoes,
    undoneBy: record.undoneBy,
    changes: record.changes.map(changeDocument),
    fields: record.fields.map(({ field, before, after, unreadable }) =>
      compact({ field, before, after, unreadable }),
    ),
    storedFields: record.storedFields?.map(({ field, stored }) => compact({ field, stored })),
    baseUrl: record.baseUrl,
    account: record.account,
    tool: record.tool,
    requestId: record.requestId,
    note: record.note,
  });
}

/** The machine form of one recorded run, also a line of NDJSON: it has a `type`, which a change has not. */
export function runRecordDocument(record: RunRecord): RunRecordDocument {
  const { run, at, command, input, rows, chosen, undoes, options, cwd, accounts, tool } =
    record.header;
  const { name, path, format, bytes, sha256 } = input;
  return compact({
    type: "run",
    run,
    at,
    command,
    input: { name, path, format, bytes, sha256 },
    rows,
    chosen,
    counts: countsDocument(record.counts),
    end: record.end,
    endedAt: record.endedAt,
    undoes,
    undoneBy: record.undoneBy,
    options,
    cwd,
    accounts: accounts.map(({ provider, baseUrl, account }) => ({ provider, baseUrl, account })),
    tool,
  });
}
