/** What was written from this machine, as people read it: a table, or a stack where it has no room. */
import type { JournalChange } from "../domain/journal-change.ts";
import { layOut, paintSpans, type TableRow } from "./columns.ts";
import {
  customerCell,
  fieldsSummary,
  type HistoryView,
  outcomeCell,
  remarksOf,
  symbolOf,
} from "./history-row.ts";
import { plain, textOf, wrap, wrapBehind } from "./layout.ts";
import { localMinute } from "./local-time.ts";
import { safeText } from "../domain/safe-text.ts";
import type { Style } from "./style.ts";

const headings = ["WHEN", "CHANGE", "PROVIDER", "CUSTOMER", "OUTCOME", "FIELDS"];

/** Narrower than this, long customers and fields would leave no room for the whole id of a change. */
const leastColumns = 130;

/** In the order given, so the newest is last. Ends with a line end; no line is wider than the style's columns. */
export function historyTable(
  changes: readonly JournalChange[],
  style: Style,
  view: HistoryView,
): string {
  if (changes.length === 0) return "no changes\n";
  const lines =
    style.columns < leastColumns
      ? changes.flatMap((change) => stacked(change, style, view))
      : layOut(
          headings,
          changes.map((change) => row(change, style, view)),
          style,
        );
  return `${lines.join("\n")}\n`;
}

function row(change: JournalChange, style: Style, view: HistoryView): TableRow {
  return {
    ...symbolOf(change, style),
    cells: [
      { spans: plain(localMinute(change.at, view.timeZone)) },
      { spans: plain(change.change) },
      { spans: plain(safeText(change.provider)) },
      { spans: plain(customerCell(change, style)) },
      outcomeCell(change, style),
      { spans: plain(fieldsSummary(change, style)) },
    ],
    notes: remarksOf(change, view).map((remark) => ({ spans: plain(remark), paint: style.dim })),
  };
}

function stacked(change: JournalChange, style: Style, view: HistoryView): readonly string[] {
  const { symbol, paint } = symbolOf(change, style);
  const when = localMinute(change.at, view.timeZone);
  const sign = symbol === "" ? " " : paint(symbol);
  const outcome = paintSpans(outcomeCell(change, style), style);
  const first = `${change.change}  ${when}  `;
  const fits = first.length + 4 + change.outcome.length <= style.columns;
  const below = (text: string): readonly string[] => wrapBehind("      ", text, style.columns);
  const subject = `${safeText(change.provider)} ${style.signs.dot} ${customerCell(change, style)}`;
  return [
    ...(fits
      ? [`  ${sign} ${style.bold(change.change)}  ${when}  ${outcome}`]
      : [
          ...wrap(plain(change.change), style.columns - 4).map(
            (spans, index) => `  ${index === 0 ? sign : " "} ${style.bold(textOf(spans))}`,
          ),
          ...below(`${when} ${change.outcome}`),
        ]),
    ...below(subject),
    ...below(fieldsSummary(change, style)),
    ...remarksOf(change, view).flatMap((remark) => below(remark).map((line) => style.dim(line))),
  ];
}
