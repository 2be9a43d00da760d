/** A run over many rows for programs: a line for each row, and a document of what it came to. */
import { compact } from "../../domain/compact.ts";
import { encoderOf } from "../../domain/documents/encode.ts";
import { shortError } from "../../domain/documents/errors/short-error.ts";
import { type CountsDocument, rowSchema, runSchema } from "../../domain/documents/run.ts";
import { rowOutcomes } from "../../domain/documents/row-outcomes.ts";
import type { RowResult, RunCounts } from "../../domain/run/run.ts";
import type { RunSummary } from "../run/facts.ts";

const encodeRow = encoderOf(rowSchema);
const encodeRun = encoderOf(runSchema);

/** The machine form of one row, a line of NDJSON. */
export function rowDocument(run: string | undefined, result: RowResult) {
  return encodeRow({ ...compact({ run }), ...shortResult(result) });
}

/** What its error quotes is shortened; credentials are masked already. */
export function shortResult(result: RowResult): RowResult {
  const { error } = result;
  return error === undefined ? result : { ...result, error: shortError(error) };
}

/** The machine form of what a run came to. */
export function runDocument({ tally, elapsedMs, ...summary }: RunSummary) {
  const byProvider = Object.entries(tally.byProvider).map(([provider, counts]) => [
    provider,
    countsDocument(counts),
  ]);
  return encodeRun({
    ...summary,
    ...tally,
    counts: countsDocument(tally.counts),
    accounts: tally.accounts,
    byProvider: Object.fromEntries(byProvider),
    seconds: Math.round(elapsedMs) / 1000,
  });
}

/** Every outcome, also those that did not occur; what no other run can come to is only told where it did. */
export function countsDocument(counts: RunCounts): CountsDocument {
  return Object.fromEntries(
    rowOutcomes
      .filter((outcome) => outcome !== "created" || counts.created !== undefined)
      .map((outcome) => [outcome, counts[outcome] ?? 0]),
  ) as CountsDocument;
}
