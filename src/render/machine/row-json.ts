/** A run over many rows for programs: a line for each row, and a document of what it came to. */
import { printJson, type JsonObject } from "../../domain/json.ts";
import { type RowError, rowOutcomes, type RowResult, type RunCounts } from "../../domain/run.ts";
import { safeJson } from "../../domain/text/safe-text.ts";
import { changeDocument, warningDocument } from "./outcome-json.ts";
import type { RunSummary } from "../run/facts.ts";

/** The machine form of one row, a line of NDJSON; its shape is `rowSchema`. */
export function rowDocument(run: string | undefined, result: RowResult): JsonObject {
  const { externalId, verifiedBy, requestId, changeId, error } = result;
  return {
    ...(run === undefined ? {} : { run }),
    row: result.row,
    provider: result.provider,
    id: result.id,
    ...(externalId === undefined ? {} : { externalId }),
    outcome: result.outcome,
    changes: result.changes.map(changeDocument),
    warnings: result.warnings.map(warningDocument),
    ...(verifiedBy === undefined ? {} : { verifiedBy }),
    ...(requestId === undefined ? {} : { requestId }),
    ...(changeId === undefined ? {} : { changeId }),
    ...(error === undefined ? {} : { error: errorDocument(error) }),
  };
}

function errorDocument({ code, message, hint, status, providerCode }: RowError): JsonObject {
  return {
    code,
    message,
    ...(hint === undefined ? {} : { hint }),
    ...(status === undefined ? {} : { status }),
    ...(providerCode === undefined ? {} : { providerCode }),
  };
}

/** The machine form of what a run came to; its shape is `runSchema`. */
export function runDocument(summary: RunSummary): JsonObject {
  const { run, earlier, tally, files, resume } = summary;
  const { results, failed, journal } = files;
  return {
    ...(run === undefined ? {} : { run }),
    command: summary.command,
    outcome: summary.outcome,
    rows: summary.rows,
    ...(earlier === undefined ? {} : { earlier }),
    counts: countsDocument(tally.counts),
    byProvider: mapValues(tally.byProvider, countsDocument),
    fields: mapValues(tally.fields, ({ added, changed, removed }) => ({ added, changed, removed })),
    destructive: tally.destructive,
    failureKinds: tally.failureKinds,
    seconds: Math.round(summary.elapsedMs) / 1000,
    files: {
      ...(results === undefined ? {} : { results }),
      ...(failed === undefined ? {} : { failed }),
      ...(journal === undefined ? {} : { journal }),
    },
    ...(resume === undefined ? {} : { resume }),
  };
}

/** Every outcome, also those that did not occur; its shape is `countsSchema`. */
export function countsDocument(counts: RunCounts): JsonObject {
  return Object.fromEntries(rowOutcomes.map((outcome) => [outcome, counts[outcome] ?? 0]));
}

/**
 * One JSON document of a whole run, in pieces to be written one after the other: `{"run":…,"results":[…],"summary":{…}}`
 * with a row on each line; its shape is `runResultsSchema`. The first piece brings the beginning along, whichever it
 * is, and after the end every piece is empty: what is written is one whole document as soon as the end is.
 */
export function runJsonParts(run: string | undefined): {
  row(result: RowResult): string;
  end(summary: RunSummary): string;
} {
  let next: "first" | "later" | "none" = "first";
  const beginning = `${run === undefined ? "{" : `{"run":${printed(run)},`}"results":[`;
  return {
    row(result) {
      if (next === "none") return "";
      const before = next === "first" ? beginning : ",";
      next = "later";
      return `${before}\n${printed(rowDocument(undefined, result))}`;
    },
    end(summary) {
      if (next === "none") return "";
      const before = next === "first" ? beginning : "\n";
      next = "none";
      return `${before}],"summary":${printed(runDocument(summary))}}\n`;
    },
  };
}

function printed(value: JsonObject | string): string {
  return safeJson(printJson(value));
}

function mapValues<Value>(
  values: Readonly<Record<string, Value>>,
  change: (value: Value) => JsonObject,
): JsonObject {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value)]));
}
