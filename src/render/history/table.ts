/** What was written from this machine, as people read it: a table, or a stack where it has no room. */
import type { RecordedChange } from "../../domain/run/recorded-change.ts";
import type { RunRecord } from "../../domain/run/run.ts";
import { safeText } from "../../domain/text/safe-text.ts";
import { type Cell, layOut, paintSpans, type TableRow } from "../text/columns.ts";
import { count } from "../text/count.ts";
import type { HistoryEntry } from "./entries.ts";
import {
  customerCell,
  fieldsSummary,
  type Moment,
  outcomeCell,
  remarksOf,
  symbolOf,
} from "./row.ts";
import { plain, textOf, wrapBehind, wrapText } from "../text/layout.ts";
import { localMinute } from "../text/local-time.ts";
import {
  countsText,
  runOutcomeCell,
  runProviders,
  runRemarks,
  runSubject,
  runSymbol,
} from "../run/row.ts";
import type { Paint, Style } from "../text/style.ts";

export const headings = ["WHEN", "CHANGE", "PROVIDER", "CUSTOMER", "OUTCOME", "FIELDS"];

/** Narrower than this, long customers and fields would leave no room for the whole id of a change. */
const leastColumns = 130;
/** The words of a run are longer. */
const leastColumnsWithRuns = 140;

/** Below a table that shows the last changes only: how many came before, and how to see them. */
export function earlierLines(earlier: number, style: Style): string {
  if (earlier === 0) return "";
  const text = `and ${count(earlier, "earlier change")}; all of them: -o ndjson`;
  return wrapBehind(`  ${style.signs.ellipsis} `, text, style.columns)
    .map((line) => `${style.dim(line)}\n`)
    .join("");
}

/** In the order given. Ends with a line end; no line is wider than the style's columns. */
export function historyTable(entries: readonly HistoryEntry[], style: Style, view: Moment): string {
  if (entries.length === 0) return "no changes\n";
  const least = entries.some(({ type }) => type === "run") ? leastColumnsWithRuns : leastColumns;
  const words = entries.map((entry) => wordsOf(entry, style, view));
  const lines =
    style.columns < least
      ? words.flatMap((entry) => stacked(entry, style, view))
      : layOut(
          headings,
          words.map((entry) => row(entry, style, view)),
          style,
        );
  return `${lines.join("\n")}\n`;
}

/** The entry as a row under the {@link headings}. */
export function historyRow(entry: HistoryEntry, style: Style, view: Moment): TableRow {
  return row(wordsOf(entry, style, view), style, view);
}

function wordsOf(entry: HistoryEntry, style: Style, view: Moment): Words {
  return entry.type === "run"
    ? wordsOfRun(entry.run, style)
    : wordsOfChange(entry.change, style, view);
}

/** What an entry says, in whichever form it is drawn. */
interface Words {
  readonly id: string;
  readonly at: string;
  readonly symbol: string;
  readonly paint: Paint;
  readonly provider: string;
  readonly subject: string;
  readonly outcome: Cell;
  readonly summary: string;
  readonly remarks: readonly string[];
}

function wordsOfChange(change: RecordedChange, style: Style, view: Moment): Words {
  return {
    ...symbolOf(change, style),
    id: change.changeId,
    at: change.at,
    provider: safeText(change.provider),
    subject: customerCell(change, style),
    outcome: outcomeCell(change, style),
    summary: fieldsSummary(change, style),
    remarks: remarksOf(change, view),
  };
}

function wordsOfRun(run: RunRecord, style: Style): Words {
  return {
    ...runSymbol(run, style),
    id: run.header.run,
    at: run.header.at,
    provider: runProviders(run, style),
    subject: runSubject(run, style),
    outcome: runOutcomeCell(run, style),
    summary: countsText(run.counts),
    remarks: runRemarks(run),
  };
}

function row(words: Words, style: Style, view: Moment): TableRow {
  const { symbol, paint, id, at, provider, subject, outcome, summary, remarks } = words;
  return {
    symbol,
    paint,
    cells: [
      { spans: plain(localMinute(at, view.timeZone)) },
      { spans: plain(id) },
      { spans: plain(provider) },
      { spans: plain(subject) },
      outcome,
      { spans: plain(summary) },
    ],
    notes: remarks.map((remark) => ({ spans: plain(remark), paint: style.dim })),
  };
}

function stacked(words: Words, style: Style, view: Moment): readonly string[] {
  const { symbol, paint, id, at, provider, subject, outcome, summary, remarks } = words;
  const when = localMinute(at, view.timeZone);
  const sign = symbol === "" ? " " : paint(symbol);
  const ending = textOf(outcome.spans);
  const first = `${id}  ${when}  `;
  const fits = first.length + 4 + ending.length <= style.columns;
  const below = (text: string): readonly string[] =>
    wrapBehind("      ", text, style.columns, style.isolate);
  return [
    ...(fits
      ? [`  ${sign} ${style.bold(id)}  ${when}  ${paintSpans(outcome, style)}`]
      : [
          ...wrapText(id, style.columns - 4).map(
            (line, index) => `  ${index === 0 ? sign : " "} ${style.bold(line)}`,
          ),
          ...below(`${when} ${ending}`),
        ]),
    ...below(`${provider} ${style.signs.dot} ${subject}`),
    ...below(summary),
    ...remarks.flatMap((remark) => below(remark).map((line) => style.dim(line))),
  ];
}
