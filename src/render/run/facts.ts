/** What is reported of a run when it ends. */
import type { RowOutcome, RowResult, RunCommand, RunCounts } from "../../domain/run/run.ts";
import { rowOutcomes } from "../../domain/documents/row-outcomes.ts";
import { isPlanned, type ReportEnd } from "../../domain/run/report-end.ts";
import { countRows, type RunTally } from "../../domain/run/run-tally.ts";
import { lossWords } from "../change/rows.ts";
import { count } from "../text/count.ts";
import { duration } from "../text/duration.ts";
import { rateText } from "./progress-line.ts";
import { thousands } from "../text/thousands.ts";

export interface RunSummary {
  /** Id of the run; missing where nothing was recorded, as for a dry run. */
  readonly run?: string;
  readonly command: RunCommand;
  /** How the run itself ended. */
  readonly end: ReportEnd;
  /** It is shown before it is sent, which is asked about or happens at once. */
  readonly ahead?: "asked" | "sent";
  /** Name of the input, as the user gave it. */
  readonly input: string;
  /** Rows that the run is to change. */
  readonly rows: number;
  /** Those of them that ended before it was resumed. Missing: none. */
  readonly earlier?: number;
  /** Of the whole run. */
  readonly tally: RunTally;
  /** Of this sitting. */
  readonly elapsedMs: number;
  readonly files: {
    readonly results?: string;
    readonly failed?: string;
    readonly journal?: string;
  };
  /** Providers that wanted nothing for longer than the run waits: their names, and until when, ISO 8601. */
  readonly waits?: readonly { readonly provider: string; readonly until?: string }[];
  /** The command that takes the run back. */
  readonly undo?: string;
  /** The command that goes on with it. */
  readonly resume?: string;
}

/** What is reported of rows that nobody wrote. */
export function isPlan({ end }: Pick<RunSummary, "end">): boolean {
  return isPlanned(end);
}

/** Where everything is, and what can be done next. */
export function pointers({ files, undo, resume }: RunSummary): readonly (readonly string[])[] {
  const all: readonly (readonly [name: string, value: string | undefined])[] = [
    ["results", files.results],
    ["failed rows, ready to run again", files.failed],
    ["journal", files.journal],
    ["undo with", undo],
    ["resume with", resume],
  ];
  return all.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
}

/** In one line how many rows ended how, and where that can be read. */
export function runFate(summary: RunSummary): string {
  const { tally, run } = summary;
  const counts = rowOutcomes.flatMap((word) => {
    const number = tally.counts[word] ?? 0;
    return number === 0 ? [] : [`${thousands(number)} ${word}`];
  });
  return [
    ...(run === undefined ? [] : [`run ${run}`]),
    ...(counts.length === 0 ? ["no row was tried"] : counts),
    ...pointers(summary).map(([name = "", value = ""]) => `${name}: ${value}`),
  ].join(", ");
}

/** The rows that are listed, by what is said of them. */
export interface Listing {
  readonly title: string;
  readonly rows: readonly {
    readonly symbol: string;
    readonly result: RowResult;
    readonly remark: string;
  }[];
  /** How many are not listed. */
  readonly more: number;
}

/** What a plan is to be looked at for; none where there is nothing. */
export function destroyingRows(summary: RunSummary): readonly Listing[] {
  const { destroying, destructive } = summary.tally;
  if (!isPlan(summary) || destructive === 0) return [];
  const rows = destroying.map((result) => {
    return { symbol: "!", result, remark: destroyedFields(result).join("; ") };
  });
  const title = `${count(destructive, "row")} to be confirmed:`;
  return [{ title, rows, more: destructive - rows.length }];
}

/** Rows that were not tried yet. */
function rowsLeft({ rows, tally }: RunSummary): number {
  return Math.max(0, rows - countRows(tally.counts));
}

/** The parts of the first line: which run, of what, how much of it in what time. */
export function headline(summary: RunSummary): readonly string[] {
  const { run, input, rows, earlier = 0, tally, elapsedMs } = summary;
  const done = countRows(tally.counts) - earlier;
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
  const { end } = summary;
  const { ahead } = summary;
  if (ahead !== undefined) return ahead === "sent" ? [end, "sent now"] : [end];
  if (isPlan(summary)) return [end, "nothing was sent"];
  const left = rowsLeft(summary);
  if (end === "finished" && left === 0) return [];
  return [end, `${count(left, "row")} left`];
}

/** Rows by provider as a table: its headings, and a last row for all where there are several providers. */
export function providerTable(summary: RunSummary): {
  readonly outcomes: readonly RowOutcome[];
  readonly rows: readonly { readonly provider: string; readonly counts: RunCounts }[];
} {
  const { byProvider, counts } = summary.tally;
  const done = summary.command === "create" ? "created" : "updated";
  const always: readonly RowOutcome[] = [isPlan(summary) ? "planned" : done, "failed"];
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
function destroyedFields({ changes, mayBeLost = [] }: RowResult): readonly string[] {
  const byReason = new Map<string, string[]>();
  for (const { field, destructive } of changes) {
    if (destructive === undefined) continue;
    byReason.set(destructive, [...(byReason.get(destructive) ?? []), field]);
  }
  return [
    ...[...byReason].map(([reason, fields]) => `${fields.join(", ")}: ${reason}`),
    ...mayBeLost.map(lossWords),
  ];
}

/** In the gutter: what failed, what is not known, what was left out. */
export function failureSymbol({ outcome }: RowResult): string {
  return outcome === "unknown" ? "?" : outcome === "skipped" ? "-" : "x";
}

/**
 * The first rows with an error; none where there is none.
 *
 * @param most rows that are listed
 * @param show how the codes are shown
 */
export function failedRows(
  { tally }: RunSummary,
  {
    words,
    most,
    show,
  }: {
    readonly words: string;
    readonly most: number;
    readonly show: (kinds: string) => string;
  },
): readonly Listing[] {
  const kinds = Object.entries(tally.failureKinds).toSorted(([, left], [, right]) => right - left);
  const total = kinds.reduce((sum, [, number]) => sum + number, 0);
  if (total === 0) return [];
  const rows = tally.failures.slice(0, most).map((result) => {
    return { symbol: failureSymbol(result), result, remark: errorWords(result) };
  });
  const codes = kinds.map(([kind, number]) => `${thousands(number)} ${kind.replaceAll("_", " ")}`);
  const title = kinds.length < 2 ? `${words}:` : `${words} (${show(codes.join(", "))}):`;
  return [{ title, rows, more: total - rows.length }];
}

/** The first row of each kind of warning; none where nothing is warned of. */
export function warnedRows({ tally }: RunSummary): readonly Listing[] {
  const rows = Object.entries(tally.warned).map(([code, result]) => {
    const others = (tally.warnings[code] ?? 1) - 1;
    const more = others === 0 ? "" : ` (and ${count(others, "more row")})`;
    const message = result.warnings.find((warning) => warning.code === code)?.message ?? "";
    return { symbol: "!", result, remark: `${code}: ${message}${more}` };
  });
  return rows.length === 0 ? [] : [{ title: "warnings, by the first row of each:", rows, more: 0 }];
}
