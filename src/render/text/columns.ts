/** Rows under headings, in columns that share the width of the terminal. */
import { plain, type Spans, textOf, trimSpaces, wrap } from "./layout.ts";
import { displayWidth, widest } from "./measure.ts";
import type { Paint, Style } from "./style.ts";

/** One cell: a text, and a paint for all of it. */
export interface Cell {
  readonly spans: Spans;
  readonly paint?: Paint;
}

export interface TableRow {
  /** One column wide, for the gutter; empty for none. */
  readonly symbol: string;
  readonly paint: Paint;
  readonly cells: readonly Cell[];
  /** Remarks: at the end of the line where all of the table's fit there, else below the row. */
  readonly notes: readonly Cell[];
}

const gutter = 4;
const gap = "   ";

/** What is left for each other column where one is whole. */
const leastColumn = 8;

/** Below this many columns rows are stacked instead. */
export const leastTableColumns = 60;

/**
 * Lines without line ends or trailing spaces; none is wider than the style's columns.
 *
 * @param whole the column whose texts people copy: where there is room for it, the others share what it leaves
 */
export function layOut(
  headings: readonly string[],
  rows: readonly TableRow[],
  style: Style,
  whole?: number,
): readonly string[] {
  const header: TableRow = {
    symbol: "",
    paint: style.dim,
    cells: headings.map((text) => ({ spans: plain(text), paint: style.dim })),
    notes: [],
  };
  const all = [header, ...rows];
  const natural = headings.map((_, column) => widest(all, (row) => widthOf(row.cells[column])));
  const share = style.columns - gutter - gap.length * (headings.length - 1);
  const widths = shareOut(natural, share, whole);
  const noteRoom = share - widths.reduce((sum, width) => sum + width, 0) - gap.length;
  const inline = rows.every((row) => notesWidth(row.notes) <= noteRoom);
  return all.flatMap((row) => layOutRow(row, widths, inline, style));
}

function layOutRow(
  row: TableRow,
  widths: readonly number[],
  inline: boolean,
  style: Style,
): readonly string[] {
  const cells = row.cells.map((cell, column) => wrap(cell.spans, widths[column] ?? 0));
  const height = Math.max(...cells.map((lines) => lines.length));
  const lines = Array.from({ length: height }, (_, line) => {
    const symbol = line === 0 && row.symbol !== "" ? row.paint(row.symbol) : " ";
    const parts = row.cells.map((cell, column) =>
      paintPadded(cells[column]?.[line] ?? [], cell.paint, widths[column] ?? 0, style),
    );
    const notes = inline && line === 0 ? row.notes.map((note) => paintSpans(note, style)) : [];
    return trimSpaces(`  ${symbol} ${[...parts, ...notes].join(gap)}`);
  });
  if (inline) return lines;
  const below = row.notes.flatMap((note) =>
    wrap(note.spans, style.columns - gutter - 2).map(
      (spans) => `${" ".repeat(gutter + 2)}${paintSpans({ ...note, spans }, style)}`,
    ),
  );
  return [...lines, ...below];
}

/** Paints a cell's text, what is strong as well, and keeps it apart from its neighbours. */
export function paintSpans({ spans, paint }: Cell, style: Style): string {
  const text = spans.map((span) => (span.strong ? style.strong(span.text) : span.text)).join("");
  if (text === "") return "";
  const apart = style.isolate(text);
  return paint === undefined ? apart : paint(apart);
}

function paintPadded(spans: Spans, paint: Paint | undefined, width: number, style: Style): string {
  const padding = " ".repeat(Math.max(0, width - displayWidth(textOf(spans))));
  return paintSpans(paint === undefined ? { spans } : { spans, paint }, style) + padding;
}

/** Narrow columns get what they need; the wide ones share what is left. */
function shareOut(
  natural: readonly number[],
  room: number,
  whole: number | undefined,
): readonly number[] {
  const widths: number[] = [...natural];
  let left = room;
  const wanted = whole === undefined ? Infinity : (natural[whole] ?? Infinity);
  const isWhole = wanted <= room - leastColumn * (natural.length - 1);
  const rank = (column: number) => (isWhole && column === whole ? 0 : (natural[column] ?? 0));
  const narrowFirst = [...natural.keys()].sort((a, b) => rank(a) - rank(b));
  for (const [done, column] of narrowFirst.entries()) {
    const fair = isWhole && column === whole ? left : Math.floor(left / (natural.length - done));
    const width = Math.min(natural[column] ?? 0, fair);
    widths[column] = width;
    left -= width;
  }
  return widths;
}

function widthOf(cell: Cell | undefined): number {
  return cell === undefined ? 0 : displayWidth(textOf(cell.spans));
}

function notesWidth(notes: readonly Cell[]): number {
  return notes.reduce((sum, note) => sum + widthOf(note) + gap.length, -gap.length);
}
