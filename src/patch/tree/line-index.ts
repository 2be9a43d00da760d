/** Line and column, both from 1; the column counts UTF-16 units. */
export interface LineColumn {
  readonly line: number;
  readonly column: number;
}

/** For an offset into the text, where a reader finds it. A line ends at LF, CRLF or CR. */
export function lineIndex(text: string): (offset: number) => LineColumn {
  const starts = [
    0,
    ...[...text.matchAll(/\r\n|\n|\r/gu)].map(({ 0: end, index }) => index + end.length),
  ];
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  };
}
