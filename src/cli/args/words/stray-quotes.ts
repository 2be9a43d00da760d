/** Quotes and dashes that a shell or a word processor left in the words. */

/** What is wrong with a word, and the remedy. */
interface Stray {
  readonly message: string;
  readonly hint: string;
}

const closing: Readonly<Record<string, string>> = {
  "'": "'",
  '"': '"',
  "`": "`",
  "\u{2018}": "\u{2019}",
  "\u{201A}": "\u{2018}",
  "\u{201C}": "\u{201D}",
  "\u{201E}": "\u{201C}",
  "\u{AB}": "\u{BB}",
};

/**
 * Quotes around the value of an option, or around a part of its `key=value`; undefined where there are none.
 *
 * @param isContent whether the value is what a customer is to hold, and quotes may be meant
 */
export function strayQuotes(value: string, isContent: boolean): Stray | undefined {
  const { key, operator, text } =
    /^(?<key>[^=:]*)(?<operator>:?=)(?<text>.*)$/su.exec(value)?.groups ?? {};
  const isJson = operator === ":=";
  const opened =
    key !== undefined && closing[key.charAt(0)] !== undefined ? key.charAt(0) : undefined;
  const quote =
    opened ??
    wrappedIn(value) ??
    (text === undefined || (isJson && text.startsWith('"')) ? undefined : wrappedIn(text));
  if (quote === undefined) return undefined;
  const meant = isContent ? "; what really has quotes in it is said in JSON: --set path:=…" : "";
  return { ...quotesIn(value), hint: `${shellHint(quote)}${meant}` };
}

/** Quotes around a word that is no value, such as a path or a file. */
export function quotedWord(word: string): Stray | undefined {
  const quote = wrappedIn(word);
  return quote === undefined ? undefined : { ...quotesIn(word), hint: shellHint(quote) };
}

/** A word that would be a command or an option of none, but for its quotes or its dash. */
export function strayWord(word: string): Stray | undefined {
  const copied = copiedOption(word);
  if (copied === undefined) return quotedWord(word);
  return { message: `${copied.name}: ${copied.message}`, hint: copied.hint };
}

/** A quote that a word begins with, wherever it ends: of what never begins with one. */
export function openingQuote(word: string): Stray | undefined {
  const quote = word.charAt(0);
  return closing[quote] === undefined ? undefined : { ...quotesIn(word), hint: shellHint(quote) };
}

function quotesIn(value: string): { readonly message: string } {
  const shown = JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
  return { message: `${shown} has its quotes in it` };
}

/** The quote that the text begins with and ends with. */
function wrappedIn(text: string): string | undefined {
  const quote = text.charAt(0);
  const end = closing[quote];
  const isClosed =
    text.length > 1 && (text.endsWith(quote) || (end !== undefined && text.endsWith(end)));
  return end !== undefined && isClosed ? quote : undefined;
}

function shellHint(quote: string): string {
  if (quote === "'") return "cmd.exe passes single quotes on: write double quotes";
  if (quote === '"') return "the shell passed them on: write one pair of quotes less";
  if (quote === "`") return "a backtick quotes in no shell";
  return "they were copied from a text: write straight quotes";
}

/** Most words and options begin so: to know that takes a fraction of the time. */
const typed = /^-{0,2}[A-Za-z\d]/u;
const copiedDash = (): RegExp =>
  /^[-\u{2010}-\u{2015}\u{2212}\u{FE58}\u{FE63}\u{FF0D}]+(?<name>\p{L}[^=]*)/u;

/** A word that is an option but for its dash, which was copied from a text; undefined for any other. */
export function copiedOption(word: string): (Stray & { readonly name: string }) | undefined {
  if (typed.test(word)) return undefined;
  const name = copiedDash().exec(word)?.groups?.["name"];
  if (name === undefined || /^-{1,2}\p{L}/u.test(word)) return undefined;
  const isShort = Array.from(name).length === 1;
  return {
    name: word.split("=")[0] ?? word,
    message: "the dash was copied from a text and begins no option",
    hint: isShort ? `write a hyphen: -${name}` : `write two hyphens: --${name}`,
  };
}
