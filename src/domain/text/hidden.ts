/** Characters that nobody sees: what is copied along with a text, and then makes it another one. */
import { escapeCharacter } from "./safe-text.ts";

/** Made when a text is not plain, for to make them takes longer than most commands look. */
let made: ReturnType<typeof makePatterns> | undefined;
const patterns = () => (made ??= makePatterns());

/**
 * Every blank but the plain one, and whatever Unicode calls ignorable: zero-width characters, direction marks, soft
 * hyphens, the byte order mark. Not what emoji and ideographs need: variation selectors, and the tags of a flag.
 */
function makePatterns() {
  const one =
    /(?![\u{FE00}-\u{FE0F}\u{E0100}-\u{E01EF}])(?!(?<=\u{1F3F4}[\u{E0020}-\u{E007F}]*)[\u{E0020}-\u{E007F}])(?:(?! )[\p{Zs}\p{Zl}\p{Zp}]|\p{Default_Ignorable_Code_Point})/u;
  return {
    one,
    all: new RegExp(one, "gu"),
    atStart: new RegExp(`^[ \\t\\r\\n]*(?<found>${one.source})`, "u"),
    atEnd: new RegExp(`(?<found>${one.source})[ \\t\\r\\n]*$`, "u"),
  };
}

/** Most strings hold none: to know that takes a fraction of the time. */
const plain = /^[\x20-\x7e]*$/u;

const names: Readonly<Record<string, string>> = {
  "\u{A0}": "a non-breaking space",
  "\u{202F}": "a narrow non-breaking space",
  "\u{3000}": "an ideographic space",
  "\u{AD}": "a soft hyphen",
  "\u{200B}": "a zero-width space",
  "\u{200C}": "a zero-width non-joiner",
  "\u{200D}": "a zero-width joiner",
  "\u{2060}": "a word joiner",
  "\u{FEFF}": "a byte order mark",
};

/** A character that is not seen: what it is called, and its number. */
export interface Hidden {
  readonly name: string;
  readonly code: number;
}

/** The first of them at either end of the text, beyond plain blanks; undefined where there is none. */
export function hiddenAtEnds(text: string): Hidden | undefined {
  if (plain.test(text)) return undefined;
  const { atStart, atEnd } = patterns();
  return describe((atStart.exec(text) ?? atEnd.exec(text))?.groups?.["found"]);
}

/** The first of them anywhere in the text; undefined where there is none. */
export function hiddenIn(text: string): Hidden | undefined {
  return plain.test(text) ? undefined : describe(patterns().one.exec(text)?.[0]);
}

/** The text with an escape for each of them: `cus_1\xa0`. */
export function showHidden(text: string): string {
  return plain.test(text) ? text : text.replaceAll(patterns().all, escapeCharacter);
}

/** The text without those at its ends, and without plain blanks there. */
export function withoutHiddenEnds(text: string): string {
  let left = text.trim();
  while (hiddenAtEnds(left) !== undefined) {
    left = left.replace(patterns().atStart, "").replace(patterns().atEnd, "").trim();
  }
  return left;
}

function describe(found: string | undefined): Hidden | undefined {
  if (found === undefined) return undefined;
  const code = found.codePointAt(0) ?? 0;
  const other = /\p{Zs}/u.test(found) ? "a blank of a special width" : "an invisible character";
  return { name: names[found] ?? other, code };
}
