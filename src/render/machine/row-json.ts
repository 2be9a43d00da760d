/** A run over many rows for programs: a line for each row, and a document of what it came to. */
import { compact } from "../../domain/compact.ts";
import type { CountsDocument, RowDocument, RunDocument } from "../../domain/documents/run.ts";
import { rowOutcomes } from "../../domain/row-outcomes.ts";
import type { RowError, RowResult, RunCounts } from "../../domain/run.ts";
import type { RunSummary } from "../run/facts.ts";
import { changeDocument, warningDocument } from "./outcome-json.ts";

/** The machine form of one row, a line of NDJSON. */
export function rowDocument(run: string | undefined, result: RowResult): RowDocument {
  return compact({
    run,
    row: result.row,
    provider: result.provider,
    id: result.id,
    externalId: result.externalId,
    outcome: result.outcome,
    changes: result.changes.map(changeDocument),
    warnings: result.warnings.map(warningDocument),
    requestId: result.requestId,
    changeId: result.changeId,
    error: result.error && errorDocument(result.error),
  });
}

function errorDocument({ code, message, hint, status, providerCode }: RowError): RowError {
  return compact({ code, message, hint, status, providerCode });
}

/** The machine form of what a run came to. */
export function runDocument(summary: RunSummary): RunDocument {
  const { tally, files } = summary;
  return compact({
    run: summary.run,
    command: summary.command,
    outcome: summary.outcome,
    rows: summary.rows,
    earlier: summary.earlier,
    counts: countsDocument(tally.counts),
    byProvider: mapValues(tally.byProvider, countsDocument),
    fields: mapValues(tally.fields, ({ added, changed, removed }) => ({ added, changed, removed })),
    destructive: tally.destructive,
    failureKinds: tally.failureKinds,
    seconds: Math.round(summary.elapsedMs) / 1000,
    files: compact({ results: files.results, failed: files.failed, journal: files.journal }),
    resume: summary.resume,
  });
}

/** Every outcome, also those that did not occur. */
export function countsDocument(counts: RunCounts): CountsDocument {
  return Object.fromEntries(
    rowOutcomes.map((outcome) => [outcome, counts[outcome] ?? 0]),
  ) as CountsDocument;
}

function mapValues<Value, Made>(
  values: Readonly<Record<string, Value>>,
  make: (value: Value) => Made,
): Record<string, Made> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, make(value)]));
}
