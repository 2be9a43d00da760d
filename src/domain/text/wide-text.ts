/** Text in units of two or four bytes, as PowerShell and spreadsheets save it, told by how it begins. */

const marks: readonly (readonly [mark: readonly number[], name: string])[] = [
  [[0xff, 0xfe, 0, 0], "UTF-32"],
  [[0, 0, 0xfe, 0xff], "UTF-32"],
  [[0xff, 0xfe], "UTF-16"],
  [[0xfe, 0xff], "UTF-16"],
];

/** What the bytes are in place of UTF-8; undefined where they may be that. One NUL alone says nothing. */
export function wideEncoding(head: ArrayLike<number>): string | undefined {
  const marked = marks.find(([mark]) => mark.every((byte, index) => head[index] === byte));
  if (marked !== undefined) return marked[1];
  // Most text begins with a character of ASCII.
  const [first, second, third, fourth] = Array.from({ length: 4 }, (_, index) => head[index]);
  if (second === undefined) return undefined;
  const zeros = [first, second, third, fourth].filter((byte) => byte === 0).length;
  if (zeros === 3 && (first !== 0 || fourth !== 0)) return "UTF-32";
  return (first === 0) !== (second === 0) ? "UTF-16" : undefined;
}
