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

/** Columns the text takes on a terminal; without {@link prepareMeasuring}, one for each character. */
export function displayWidth(text: string): number {
  if (plainText.test(text)) return text.length;
  return exactWidth?.(text) ?? Array.from(stripVTControlCharacters(text)).length;
}

/** The width of the widest; of any number of items, of which a call takes not too many. */
export function widest<Item>(items: readonly Item[], widthOf: (item: Item) => number): number {
  return items.reduce((most, item) => Math.max(most, widthOf(item)), 0);
}

/** What a reader sees as one character each. */
export function splitGraphemes(text: string): readonly string[] {
  if (plainText.test(text)) return Array.from(text);
  graphemes ??= new Intl.Segmenter("en", { granularity: "grapheme" });
  return Array.from(graphemes.segment(text), ({ segment }) => segment);
}
