/**
 * How wide text is on a terminal. Plain text is as wide as it is long. What knows every script costs more time than
 * everything else a run draws, so it is loaded only when there is something for it to measure.
 */
import { stripVTControlCharacters } from "node:util";

/** Printable ASCII, and the signs that this program itself draws. */
const plainText = /^[ -~·…⇆]*$/u;

let graphemes: Intl.Segmenter | undefined;
let exactWidth: ((text: string) => number) | undefined;

/**
 * To be awaited before data from elsewhere is laid out.
 *
 * @param data whatever holds the texts
 */
export async function prepareMeasuring(data: unknown): Promise<void> {
  if (exactWidth !== undefined || plainText.test(JSON.stringify(data) ?? "")) return;
  exactWidth = (await import("string-width")).default;
}

/** Whether each character of the text is known to take one column. */
export function isPlainText(text: string): boolean {
  return plainText.test(text);
}

/** A text of so many UTF-16 units is wider than every screen: how much wider matters to nobody. */
const wide = 65_536;

/** Columns the text takes on a terminal; without {@link prepareMeasuring}, one for each character. */
export function displayWidth(text: string): number {
  if (plainText.test(text) || text.length > wide) return text.length;
  if (exactWidth === undefined) return Array.from(stripVTControlCharacters(text)).length;
  if (text.length <= pieceLength) return exactWidth(text);
  let width = 0;
  for (const piece of piecesOf(text)) width += exactWidth(piece.join(""));
  return width;
}

/** The width of the widest; of any number of items, of which a call takes not too many. */
export function widest<Item>(items: readonly Item[], widthOf: (item: Item) => number): number {
  return items.reduce((most, item) => Math.max(most, widthOf(item)), 0);
}

/** What a reader sees as one character each. */
export function splitGraphemes(text: string): readonly string[] {
  if (plainText.test(text)) return Array.from(text);
  return piecesOf(text).flat();
}

/** UTF-16 units of a piece. */
const pieceLength = 4096;

/**
 * What a reader sees as one character each, in pieces: what is found between characters before Node 24 takes as long
 * for each as the text is.
 */
function piecesOf(text: string): readonly (readonly string[])[] {
  graphemes ??= new Intl.Segmenter("en", { granularity: "grapheme" });
  const pieces: (readonly string[])[] = [];
  for (let from = 0, length = pieceLength; from < text.length;) {
    const end = from + length;
    // Half a character may not be what it is as a whole.
    const isCut = end < text.length && isHigh(text.charCodeAt(end - 1));
    const part = text.slice(from, isCut ? end - 1 : end);
    const found = Array.from(graphemes.segment(part), ({ segment }) => segment);
    if (end >= text.length) return [...pieces, found];
    // The last one may go on behind the piece; and one may be longer than it.
    const last = found.pop() ?? "";
    if (found.length > 0) pieces.push(found);
    from += part.length - last.length;
    length = found.length > 0 ? pieceLength : length * 2;
  }
  return pieces;
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}
