/** What complaints quote may be as long as a file: its beginning and its end say which one is meant. */

/** A quoted value is shown whole up to here. */
const longestQuoted = 300;
const quotedStart = 200;
const quotedEnd = 60;

/** No message is longer, whatever it repeats. */
const longestMessage = 4000;
const messageStart = 3000;
const messageEnd = 500;

/** The message with what it quotes shortened. A credential in it must be masked before: half of one is not found. */
export function shortMessage(message: string): string {
  if (message.length <= longestQuoted) return message;
  return shortHint(
    message.replaceAll(/"[^"\\]*(?:\\[^][^"\\]*)*"/gu, (quoted) =>
      quoted.length > longestQuoted ? shortText(quoted, quotedStart, quotedEnd) : quoted,
    ),
  );
}

/** What is no sentence: a code, an address or an id. */
export function shortFact(fact: string): string {
  return fact.length > longestQuoted ? shortText(fact, quotedStart, quotedEnd) : fact;
}

/** The same for a hint, which may hold a command: that is whole, or nobody could run it. */
export function shortHint(hint: string): string {
  return hint.length > longestMessage ? shortText(hint, messageStart, messageEnd) : hint;
}

/** Its beginning and its end, of so many characters, and how many it has. */
export function shortText(text: string, start: number, end: number): string {
  const left = text.slice(0, start).replace(/[\uD800-\uDBFF]$/u, "");
  const right = text.slice(-end).replace(/^[\uDC00-\uDFFF]/u, "");
  return `${left}…(${text.length} characters)…${right}`;
}
