/**
 * Text from an API or a file never drives the terminal: what would move the cursor, reorder the line or stay
 * invisible is shown as an escape.
 */

/**
 * Controls, lone surrogates, line separators, annotation marks, and everything Unicode calls ignorable (bidi marks,
 * zero-width characters, tags, the byte order mark), but not what emoji and ideographs need: variation selectors, and
 * the joiner between two emoji. Made when a text is not plain, for that takes long.
 */
const unsafe = (): RegExp =>
  /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u{FFF9}-\u{FFFB}]|(?![\u{FE00}-\u{FE0F}\u{E0100}-\u{E01EF}])(?!(?<=\p{Extended_Pictographic}[\u{FE0F}\p{Emoji_Modifier}]?)\u{200D}(?=\p{Extended_Pictographic}))\p{Default_Ignorable_Code_Point}/gu;

/** Most strings are of such characters alone: to know that takes a fraction of the time. */
const plain = /^[\n\x20-\x7e]*$/u;
const printable = /^[\x20-\x7e]*$/u;

const shortEscapes: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** The text on one line, with `\n`, `\x1b`, `\u202e` or `\u{e0041}` for what must not reach a terminal. */
export function safeText(text: string): string {
  return printable.test(text) ? text : text.replaceAll(unsafe(), escapeCharacter);
}

/** {@link safeText} for a text of several lines: line ends stay. */
export function escapeControls(text: string): string {
  return text.split("\n").map(safeText).join("\n");
}

/** `\xNN`, `\uNNNN` or `\u{NNNNN}`, as a JavaScript string would spell the character. */
export function escapeCharacter(character: string): string {
  const short = shortEscapes[character];
  if (short !== undefined) return short;
  const code = character.codePointAt(0) ?? 0;
  if (code > 0xffff) return `\\u{${hex(code, 5)}}`;
  return code > 0xff ? `\\u${hex(code, 4)}` : `\\x${hex(code, 2)}`;
}

/**
 * Makes JSON text harmless to print and leaves it the same JSON. In JSON the unsafe characters can stand only within
 * strings, line ends apart, which are kept.
 */
export function safeJson(text: string): string {
  if (plain.test(text)) return text;
  return text.replaceAll(unsafe(), (character) =>
    character === "\n"
      ? character
      : [...Array(character.length).keys()]
          .map((index) => `\\u${hex(character.charCodeAt(index), 4)}`)
          .join(""),
  );
}

/** Makes a double-quoted YAML string harmless to print and leaves it the same string. */
export function safeYaml(text: string): string {
  return text.replaceAll(unsafe(), (character) => {
    const code = character.codePointAt(0) ?? 0;
    return code > 0xffff ? `\\U${hex(code, 8)}` : `\\u${hex(code, 4)}`;
  });
}

/** Whether something in the text must be escaped, line ends apart. */
export function needsEscapes(text: string): boolean {
  return !plain.test(text) && text.replaceAll("\n", "").search(unsafe()) !== -1;
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, "0");
}
