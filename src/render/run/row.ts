/** A recorded run in a line or two: which words say what. */
import { rowOutcomes } from "../../domain/documents/row-outcomes.ts";
import type { RunCounts, RunRecord } from "../../domain/run/run.ts";
import { safeText } from "../../domain/text/safe-text.ts";
import type { Cell } from "../text/columns.ts";
import { count } from "../text/count.ts";
import { duration } from "../text/duration.ts";
import { clipped } from "../history/row.ts";
import { plain } from "../text/layout.ts";
import type { Paint, Style } from "../text/style.ts";
import { thousands } from "../text/thousands.ts";

/** `update rows.csv, 10,000 rows`. */
export function runSubject({ header }: RunRecord, style: Style): string {
  const { command, input, chosen } = header;
  return `${command} ${clipped(input.name, style)}, ${count(chosen, "row")}`;
}

/** `run 01K8… (update rows.csv, 2 h 5 m old, 3 of 10 rows left)`, safe to print. */
export function runFacts(
  { run, command, input, chosen }: RunRecord["header"],
  ageMs: number,
  left: number,
): string {
  const rows = left > 0 ? `, ${thousands(left)} of ${count(chosen, "row")} left` : "";
  return `run ${safeText(run)} (${command} ${safeText(input.name)}, ${duration(Math.max(0, ageMs))} old${rows})`;
}

/** The only provider, or how many there are. */
export function runProviders({ header }: RunRecord, style: Style): string {
  const providers = [...new Set(header.accounts.map(({ provider }) => provider))];
  const [only] = providers;
  return providers.length === 1 && only !== undefined
    ? clipped(only, style)
    : count(providers.length, "provider");
}

/** `6,112 updated, 8 failed`: the outcomes that occurred. */
export function countsText(counts: RunCounts): string {
  const parts = rowOutcomes
    .filter((outcome) => (counts[outcome] ?? 0) > 0)
    .map((outcome) => `${thousands(counts[outcome] ?? 0)} ${outcome}`);
  return parts.length === 0 ? "no row done" : parts.join(", ");
}

export function runOutcomeCell(record: RunRecord, style: Style): Cell {
  return isFinished(record)
    ? { spans: plain("finished") }
    : { spans: plain(record.end ?? "no end"), paint: style.error };
}

/** In the gutter: `x` where rows failed, `?` where what came of some is not known, `-` for what was taken back. */
export function runSymbol(
  { counts, undoneBy }: RunRecord,
  style: Style,
): { readonly symbol: string; readonly paint: Paint } {
  const symbol = (counts.unknown ?? 0) > 0 ? "?" : (counts.failed ?? 0) > 0 ? "x" : "";
  return symbol === ""
    ? { symbol: undoneBy === undefined ? "" : "-", paint: style.dim }
    : { symbol, paint: style.error };
}

/** What it undid, what undid it, and how to go on with it where it is not finished. */
export function runRemarks(record: RunRecord): readonly string[] {
  const { undoneBy } = record;
  const { run, undoes, accounts } = record.header;
  // A run of the emulator is kept beside its records, and found there alone.
  const where = accounts.some(({ baseUrl }) => baseUrl === "emulator") ? " --emulator" : "";
  return [
    ...(undoes === undefined ? [] : [`undo of ${safeText(undoes)}`]),
    ...(undoneBy === undefined ? [] : [`undone by ${safeText(undoneBy)}`]),
    ...(isFinished(record)
      ? []
      : [`not finished: billing customers update --resume ${safeText(run)}${where}`]),
  ];
}

function isFinished({ end }: RunRecord): boolean {
  return end === "finished";
}
