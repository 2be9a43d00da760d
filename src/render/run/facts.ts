/** What is told of a run when it ends. */
import type { RowOutcome, RowResult, RunCommand, RunCounts, RunEnd } from "../../domain/run.ts";
import { rowOutcomes } from "../../domain/row-outcomes.ts";
import { countRows, type RunTally } from "../../domain/run-tally.ts";
import { count } from "../text/count.ts";
import { duration } from "../text/duration.ts";
import { rateText } from "./progress-line.ts";
import { thousands } from "../text/thousands.ts";

export interface RunSummary {
  /** Id of the run; missing where nothing was recorded, as for a dry run. */
  readonly run?: string;
  readonly command: RunCommand;
  readonly outcome: RunEnd | "planned" | "declined";
  /** Name of the input, as the user gave it. */
  readonly input: string;
  /** Rows that the run is to change. */
  readonly rows: number;
  /** Those of them that ended before it was resumed; they are not in the tally. Missing: none. */
  readonly earlier?: number;
  /** Of this session. */
  readonly tally: RunTally;
  readonly elapsedMs: number;
  readonly files: {
    readonly results?: string;
    readonly failed?: string;
    readonly journal?: string;
  };
  /** The command that takes the run back. */
  readonly undo?: string;
  /** The command that goes on with it. */
  readonly resume?: string;
}

/** Rows that were not tried yet. */
function rowsLeft({ rows, earlier = 0, tally }: RunSummary): number {
  return Math.max(0, rows - earlier - countRows(tally.counts));
}

/** The parts of the first line: which run, of what, how much of it in what time. */
export function headline(summary: RunSummary): readonly string[] {
  const { run, input, rows, earlier = 0, tally, elapsedMs } = summary;
  const done = countRows(tally.counts);
  const whole = count(rows, "row");
  const part = done === rows ? whole : `${thousands(done)} of ${whole}`;
  const pace = elapsedMs > 0 && done > 0 ? ` (${rateText((done * 1000) / elapsedMs)})` : "";
  return [
    ...(run === undefined ? [] : [`run ${run}`]),
    ...(input === "" ? [] : [input]),
    `${part} in ${duration(elapsedMs)}${pace}`,
    ...(earlier > 0 ? [`${thousands(earlier)} done before`] : []),
  ];
}

/** How it ended, where that is not simply to the end. */
export function ending(summary: RunSummary): readonly string[] {
  const { outcome } = summary;
  if (outcome === "planned" || outcome === "declined") return [outcome, "nothing was sent"];
  const left = rowsLeft(summary);
  if (outcome === "finished" && left === 0) return [];
  return [outcome, `${count(left, "row")} left`];
}

/** Rows by provider as a table: its headings, and a last row for all where there are several providers. */
export function providerTable({ tally, outcome }: RunSummary): {
  readonly outcomes: readonly RowOutcome[];
  readonly rows: readonly { readonly provider: string; readonly counts: RunCounts }[];
} {
  const { byProvider, counts } = tally;
  const planning = outcome === "planned" || outcome === "declined";
  const always: readonly RowOutcome[] = [planning ? "planned" : "updated", "failed"];
  const rows = Object.entries(byProvider)
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([provider, counts]) => ({ provider: provider === "" ? "(none)" : provider, counts }));
  return {
    outcomes: rowOutcomes.filter((word) => always.includes(word) || (counts[word] ?? 0) > 0),
    rows: rows.length < 2 ? rows : [...rows, { provider: "(all)", counts }],
  };
}

const symbols = { changed: "~", added: "+", removed: "-" } as const;

/** Fields that are named; the rest is counted. */
const mostFields = 12;

interface FieldCount {
  readonly kind: keyof typeof symbols;
  /** `~ name 6,100`. */
  readonly text: string;
}

/** The fields that changed most often first, and how many others there are. */
export function fieldCounts({ tally }: RunSummary): {
  readonly shown: readonly FieldCount[];
  readonly more: number;
} {
  const all = Object.entries(tally.fields).flatMap(([field, kinds]) =>
    (["changed", "added", "removed"] as const)
      .map((kind) => ({ field, kind, number: kinds[kind] }))
      .filter(({ number }) => number > 0),
  );
  const most = all
    .toSorted((left, right) => right.number - left.number || (left.field < right.field ? -1 : 1))
    .slice(0, mostFields);
  return {
    shown: most.map(({ field, kind, number }) => ({
      kind,
      text: `${symbols[kind]} ${field} ${thousands(number)}`,
    })),
    more: all.length - most.length,
  };
}

/** `fjord cus_1`; the caller's own id where there is no other. */
export function customerOf({ provider, id, externalId }: RowResult): string {
  return [provider, id === "" ? (externalId ?? "") : id].filter((part) => part !== "").join(" ");
}

/** `rejected: the e-mail address is not valid`. */
export function errorWords({ outcome, error }: RowResult): string {
  const word = outcome === "failed" ? (error?.code ?? outcome).replaceAll("_", " ") : outcome;
  return error === undefined ? word : `${word}: ${error.message}`;
}

/** The fields of a row that are confirmed first, by reason: `address.line2, phone: removes data`. */
export function destroyedFields({ changes }: RowResult): readonly string[] {
  const byReason = new Map<string, string[]>();
  for (const { field, destructive } of changes) {
    if (destructive === undefined) continue;
    byReason.set(destructive, [...(byReason.get(destructive) ?? []), field]);
  }
  return [...byReason].map(([reason, fields]) => `${fields.join(", ")}: ${reason}`);
}

/** In the gutter: what failed, what is not known, what was left out. */
export function failureSymbol({ outcome }: RowResult): string {
  return outcome === "unknown" ? "?" : outcome === "skipped" ? "-" : "x";
}

/** All rows with an error, and their codes where there are several: `6 rejected, 2 unavailable`. */
export function failureTotals({ tally }: RunSummary): {
  readonly total: number;
  readonly kinds: string;
} {
  const kinds = Object.entries(tally.failureKinds).toSorted(([, left], [, right]) => right - left);
  return {
    total: kinds.reduce((sum, [, number]) => sum + number, 0),
    kinds:
      kinds.length < 2
        ? ""
        : kinds
            .map(([kind, number]) => `${thousands(number)} ${kind.replaceAll("_", " ")}`)
            .join(", "),
  };
}
