/** The words of a line that is still typed: quotes may be open. The last word is the one under the cursor. */
export function wordsIn(line: string): readonly string[] {
  const words: string[] = [];
  let word = "";
  for (const [part = "", double, single, escaped, blank] of line.matchAll(parts)) {
    if (blank === undefined) word += double ?? single ?? escaped ?? part;
    else if (word !== "") {
      words.push(word);
      word = "";
    }
  }
  return [...words, word];
}

/** In double quotes, in single ones, behind a backslash, blank, or any other sign. */
const parts = /"([^"]*)(?:"|$)|'([^']*)(?:'|$)|\\(.)|(\s+)|[^]/gu;
