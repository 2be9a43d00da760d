/** What a run over many customers came to, as people read it. */
import type { RowResult } from "../../domain/run/run.ts";
import { safeText } from "../../domain/text/safe-text.ts";
import { accountLines } from "../change/account-line.ts";
import { changeLines } from "../change/lines.ts";
import { layOut } from "../text/columns.ts";
import { plain, wrapBehind, wrapText } from "../text/layout.ts";
import { displayWidth } from "../text/measure.ts";
import {
  customerOf,
  destroyingRows,
  ending,
  failedRows,
  fieldCounts,
  headline,
  isPlan,
  type Listing,
  pointers,
  providerTable,
  type RunSummary,
  warnedRows,
} from "./facts.ts";
import type { Paint, Style } from "../text/style.ts";
import { thousands } from "../text/thousands.ts";

/** Failed rows that are shown; all are in the results. */
const mostFailures = 10;
/** Changes that are shown of one row of the sample. */
const mostChanges = 8;

/**
 * Ends with a line end. No line is wider than the style's columns, but for paths and commands: they are copied, so
 * they are never broken.
 */
export function runSummary(summary: RunSummary, style: Style): string {
  const dot = ` ${style.signs.dot} `;
  const end = ending(summary);
  const lines = [
    ...headLines(summary, style),
    ...Object.entries(summary.tally.accounts).flatMap(([provider, account]) =>
      accountLines(account, style, safeText(provider)),
    ),
    ...providerLines(summary, style),
    ...fieldLines(summary, style),
    ...destroyingRows(summary).flatMap((listing) => listingLines(listing, style, style.warning)),
    ...(summary.end === "planned" ? sampleLines(summary, style) : []),
    ...warnedRows(summary).flatMap((listing) => listingLines(listing, style, style.warning)),
    ...failureLines(summary, style),
    ...(end.length === 0
      ? []
      : wrapped(end.join(dot), style, isPlan(summary) ? style.bold : style.warning)),
    ...pointerLines(summary, style),
  ];
  return `${lines.join("\n")}\n`;
}

function wrapped(text: string, style: Style, paint: Paint): readonly string[] {
  return wrapText(text, style.columns).map((line) => paint(style.isolate(line)));
}

/** Room that the time and pace behind a run's names need. */
const paceColumns = 34;

/** The run on a line of its own where the rest would not fit beside it; how long it took does not decide that. */
function headLines(summary: RunSummary, style: Style): readonly string[] {
  const parts = headline(summary).map(safeText);
  const dot = ` ${style.signs.dot} `;
  const names = parts.slice(0, -1).join(dot);
  const [run = "", ...rest] = parts;
  const lines =
    summary.run === undefined || displayWidth(names) + paceColumns <= style.columns
      ? [parts.join(dot)]
      : [run, rest.join(dot)];
  return lines.flatMap((line) => wrapped(line, style, style.bold));
}

/** Numbers under the headings, to the right; a line for each provider where that has no room. */
function providerLines(summary: RunSummary, style: Style): readonly string[] {
  const { outcomes, rows } = providerTable(summary);
  if (rows.length === 0) return [];
  const columns = outcomes.map((outcome) => {
    const cells = [
      outcome.toUpperCase(),
      ...rows.map((row) => thousands(row.counts[outcome] ?? 0)),
    ];
    const width = Math.max(...cells.map((cell) => cell.length));
    return cells.map((cell) => cell.padStart(width));
  });
  const cellsOf = (index: number) => columns.map((cells) => ({ spans: plain(cells[index] ?? "") }));
  const headings = ["PROVIDER", ...columns.map((cells) => cells[0] ?? "")];
  const names = rows.map(({ provider }) => safeText(provider));
  const nameWidth = Math.max(...["PROVIDER", ...names].map(displayWidth));
  const natural = [4 + nameWidth, ...columns.map((cells) => 3 + (cells[0] ?? "").length)];
  if (natural.reduce((sum, width) => sum + width, 0) <= style.columns) {
    const table = names.map((name, index) => ({
      symbol: "",
      paint: style.dim,
      cells: [{ spans: plain(name) }, ...cellsOf(index + 1)],
      notes: [],
    }));
    return layOut(headings, table, style);
  }
  return rows.flatMap(({ counts }, row) => {
    const words = outcomes.map((outcome) => `${thousands(counts[outcome] ?? 0)} ${outcome}`);
    return wrapBehind(
      "    ",
      `${names[row] ?? ""}: ${words.join(", ")}`,
      style.columns,
      style.isolate,
    );
  });
}

function fieldLines(summary: RunSummary, style: Style): readonly string[] {
  const { shown, more } = fieldCounts(summary);
  const parts = [
    ...shown.map(({ text, kind }) => ({ text: safeText(text), paint: style[kind] })),
    ...(more > 0 ? [{ text: `and ${thousands(more)} more`, paint: style.dim }] : []),
  ];
  return packed(parts, style);
}

/** Parts side by side as far as they fit, each unbroken where a line has room for it. */
function packed(
  parts: readonly { readonly text: string; readonly paint: Paint }[],
  style: Style,
): readonly string[] {
  const lines: string[] = [];
  const dot = ` ${style.signs.dot} `;
  let used = Infinity;
  for (const { text, paint } of parts) {
    const width = displayWidth(text);
    if (used + dot.length + width <= style.columns) {
      lines.push(`${lines.pop() ?? ""}${dot}${paint(style.isolate(text))}`);
      used += dot.length + width;
    } else {
      const broken = wrapText(text, style.columns - 2);
      lines.push(...broken.map((line) => `  ${paint(style.isolate(line))}`));
      used = 2 + displayWidth(broken.at(-1) ?? "");
    }
  }
  return lines;
}

/** Some of the rows as they would be changed. */
function sampleLines({ tally }: RunSummary, style: Style): readonly string[] {
  return tally.sample.flatMap((result) => [
    ...wrapped(`sample: ${subject(result)}`, style, style.bold),
    ...changeLines(result.changes.slice(0, mostChanges), style),
    ...moreLine(result.changes.length - mostChanges, style),
  ]);
}

function failureLines(summary: RunSummary, style: Style): readonly string[] {
  const failed = { words: "first failures", most: mostFailures, show: safeText };
  const said = new Set<string>();
  const hintOf = ({ error }: RowResult): string | undefined => {
    const hint = error?.hint;
    if (hint === undefined || said.has(hint)) return undefined;
    said.add(hint);
    return hint;
  };
  return failedRows(summary, failed).flatMap((listing) =>
    listingLines(listing, style, style.error, hintOf),
  );
}

/** @param hintOf said below the row, unpainted */
function listingLines(
  { title, rows, more }: Listing,
  style: Style,
  paint: Paint,
  hintOf: (result: RowResult) => string | undefined = () => undefined,
): readonly string[] {
  return [
    ...wrapped(title, style, (line) => line),
    ...rows.flatMap(({ symbol, result, remark }) => {
      const text = `${subject(result)}  ${safeText(remark)}`;
      const hint = hintOf(result);
      return [
        ...wrapBehind(`  ${symbol} `, text, style.columns, style.isolate).map((line) =>
          paint(line),
        ),
        ...(hint === undefined
          ? []
          : wrapBehind("      hint: ", safeText(hint), style.columns, style.isolate)),
      ];
    }),
    ...moreLine(more, style),
  ];
}

/** `row 17  fjord cus_1`. */
function subject(result: RowResult): string {
  const customer = safeText(customerOf(result));
  return `row ${thousands(result.row)}${customer === "" ? "" : `  ${customer}`}`;
}

function moreLine(more: number, style: Style): readonly string[] {
  if (more <= 0) return [];
  const text = `and ${thousands(more)} more`;
  return wrapBehind(`  ${style.signs.ellipsis} `, text, style.columns).map((line) =>
    style.dim(line),
  );
}

function pointerLines(summary: RunSummary, style: Style): readonly string[] {
  return pointers(summary).flatMap(([name = "", value = ""]) => {
    const safe = safeText(value);
    const whole = `${name}: ${safe}`;
    return displayWidth(whole) <= style.columns
      ? [whole]
      : [...wrapText(`${name}:`, style.columns), `  ${safe}`];
  });
}
