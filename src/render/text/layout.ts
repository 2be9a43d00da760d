/** Text in display columns: measured, wrapped and padded by what a terminal shows, never by code units. */
import { displayWidth, isPlainText, splitGraphemes } from "./measure.ts";

/** A run of text; `strong` marks the part that differs. */
interface Span {
  readonly text: string;
  readonly strong?: true;
}

/** One text, in runs. */
export type Spans = readonly Span[];

interface Unit extends Span {
  readonly width: number;
}

export function plain(text: string): Spans {
  return [{ text }];
}

export function textOf(spans: Spans): string {
  const [first, ...more] = spans;
  return more.reduce((all, { text }) => all + text, first?.text ?? "");
}

/** Without the spaces at its end. */
export function trimSpaces(text: string): string {
  let end = text.length;
  while (end > 0 && text[end - 1] === " ") end -= 1;
  return text.slice(0, end);
}

/**
 * Breaks a text into lines of at most `width` columns, after a space where there is one. Nothing is left out but the
 * spaces at the end of a line; only a single character wider than the line is broken up.
 */
export function wrap(spans: Spans, width: number): readonly Spans[] {
  if (displayWidth(textOf(spans)) <= width) return [trimEnd(spans)];
  const [span, ...others] = spans;
  if (span !== undefined && others.length === 0 && isPlainText(span.text)) {
    return plainLines(span.text, width).map((text) => (text === "" ? [] : [{ ...span, text }]));
  }
  const lines: Spans[] = [];
  let line: Unit[] = [];
  let used = 0;
  for (const unit of unitsOf(spans, width)) {
    while (line.length > 0 && used + unit.width > width && unit.text !== " ") {
      const rest = line.splice(breakPoint(line));
      lines.push(trimEnd(joinUnits(line)));
      line = rest;
      used = rest.reduce((sum, kept) => sum + kept.width, 0);
    }
    line.push(unit);
    used += unit.width;
  }
  return [...lines, trimEnd(joinUnits(line))];
}

/** The same for a text of which each character takes one column, in a fraction of the time. */
function plainLines(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  const step = Math.max(1, width);
  let start = 0;
  for (let at = step; at < text.length; at = Math.max(at, start + step)) {
    if (text[at] === " ") {
      at += 1;
      continue;
    }
    const end = start + plainBreak(text.slice(start, at));
    lines.push(trimSpaces(text.slice(start, end)));
    start = end;
  }
  return [...lines, trimSpaces(text.slice(start))];
}

/** {@link breakPoint} of it. */
function plainBreak(line: string): number {
  const space = line.lastIndexOf(" ");
  if (trimSpaces(line.slice(0, Math.max(0, space))) !== "") return space + 1;
  const separator = line.search(/[.,;/\]}][^.,;/\]}]*$/u);
  return separator !== -1 && separator >= line.length / 2 ? separator + 1 : line.length;
}

/** {@link wrap} for a text without marks. */
export function wrapText(text: string, width: number): readonly string[] {
  return wrap(plain(text), width).map(textOf);
}

/**
 * Wraps a text behind a first prefix and, from the second line on, an indent as wide.
 *
 * @param apart keeps each line of the text apart from what stands before it
 */
export function wrapBehind(
  prefix: string,
  text: string,
  width: number,
  apart: (line: string) => string = (line) => line,
): readonly string[] {
  const indent = displayWidth(prefix);
  return wrapText(text, width - indent).map((line, index) =>
    trimSpaces((index === 0 ? prefix : " ".repeat(indent)) + apart(line)),
  );
}

function trimEnd(spans: Spans): Spans {
  const last = spans.at(-1);
  if (last === undefined || !last.text.endsWith(" ")) return spans;
  const text = trimSpaces(last.text);
  const rest = spans.slice(0, -1);
  return text === "" ? trimEnd(rest) : [...rest, { ...last, text }];
}

/** Different characters whose width is kept. */
const mostWidths = 10_000;

/** One after the other: of a long text only those of a line are held. */
function* unitsOf(spans: Spans, limit: number): Generator<Unit> {
  // Of a long text most characters come again, and to measure one costs more than everything else.
  const widths = new Map<string, number>();
  const widthOf = (text: string): number => {
    const width = widths.get(text) ?? displayWidth(text);
    if (widths.size < mostWidths) widths.set(text, width);
    return width;
  };
  for (const span of spans) {
    if (isPlainText(span.text)) {
      for (const text of span.text) yield { ...span, text, width: 1 };
      continue;
    }
    for (const text of splitGraphemes(span.text)) {
      const parts = widthOf(text) > limit ? Array.from(text) : [text];
      for (const part of parts) yield { ...span, text: part, width: widthOf(part) };
    }
  }
}

/**
 * Index to break before: after the last space; else after a separator late in the line, as in a path; else at the end.
 */
function breakPoint(line: readonly Unit[]): number {
  const space = line.findLastIndex(({ text }) => text === " ");
  if (space !== -1 && line.slice(0, space).some(({ text }) => text !== " ")) return space + 1;
  const separator = line.findLastIndex(({ text }) => /^[.,;/\]}]$/u.test(text));
  return separator >= line.length / 2 ? separator + 1 : line.length;
}

function joinUnits(units: readonly Unit[]): Spans {
  const spans: Span[] = [];
  for (const { text, strong } of units) {
    const last = spans.at(-1);
    if (last !== undefined && last.strong === strong) {
      spans[spans.length - 1] = { ...last, text: last.text + text };
    } else {
      spans.push(strong === undefined ? { text } : { text, strong });
    }
  }
  return spans;
}
