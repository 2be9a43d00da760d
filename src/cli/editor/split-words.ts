/**
 * The words of a command as a POSIX shell takes them apart, with quotes and backslashes and nothing else: no variable,
 * no pattern and no second command is in them.
 *
 * @param backslash `literal`: it parts folders, as on Windows
 * @returns undefined where a quote is not closed, or a backslash ends the text
 */
export function splitWords(
  text: string,
  backslash: "escapes" | "literal" = "escapes",
): readonly string[] | undefined {
  const isLiteral = backslash === "literal";
  const word = isLiteral ? literalWord : escapedWord;
  const words = text.match(word) ?? [];
  // What no word took is white space, or it is broken.
  if (text.replaceAll(word, "").trim() !== "") return undefined;
  return words.map((whole) => whole.replaceAll(isLiteral ? literalPart : escapedPart, unquoted));
}

const escapedWord = /(?:'[^']*'|"(?:[^"\\]|\\[^])*"|\\[^]|[^\s'"\\])+/gu;
const literalWord = /(?:'[^']*'|"[^"]*"|[^\s'"])+/gu;

const escapedPart = /'(?<single>[^']*)'|"(?<double>(?:[^"\\]|\\[^])*)"|\\(?<escaped>[^])/gu;
const literalPart = /'(?<single>[^']*)'|"(?<whole>[^"]*)"/gu;

function unquoted(...found: readonly unknown[]): string {
  const groups = found.at(-1) as Readonly<Record<string, string | undefined>>;
  const { single, double, whole, escaped } = groups;
  // Within double quotes a backslash stays before everything that means nothing there.
  return single ?? whole ?? escaped ?? (double ?? "").replaceAll(/\\([$`"\\])/gu, "$1");
}
