/** What commander takes without a word and should not. */
import type { Complaint } from "../../domain/errors.ts";
import { didYouMean } from "../../domain/text/nearest.ts";
import type { Flag } from "./option.ts";
import { otherWords } from "./words/other-words.ts";
import { beforeSeparator } from "./words/separator.ts";
import { copiedOption, strayQuotes } from "./words/stray-quotes.ts";

type Written = Pick<
  Flag,
  "long" | "short" | "value" | "optional" | "repeatable" | "negatable" | "providers"
>;
/** Options by how they are written: `--name`, `--no-mask`, `-n`. */
type Known = ReadonlyMap<string, Written>;

/**
 * What is wrong with the options among the words after a command: one that is not there or swallows the next one, a
 * value that is missing or is none, an option given twice. Empty when commander may have the words.
 */
export function guardWords(words: readonly string[], flags: readonly Written[]) {
  const known: Known = new Map(flags.flatMap((flag) => spellings(flag).map((as) => [as, flag])));
  const complaints: Complaint[] = [];
  const complain = (name: string, message: string, hint?: string): void => {
    complaints.push({ location: { name }, message, ...(hint === undefined ? {} : { hint }) });
  };
  const used: { readonly word: string; readonly flag: Written }[] = [];
  const left = beforeSeparator(words);
  let at = 0;
  const isUpdate = known.has("--set") && known.has("--metadata");
  const checkValue = (word: string, value: string, flag: Written): void => {
    if (value === "" && namesOne(flag)) {
      complain(word, "its value is empty", "leave the option out; a variable may be unset");
    }
    const isContent = isUpdate && (flag.providers !== undefined || isAssigned(flag));
    const stray = strayQuotes(value, isContent);
    if (stray !== undefined) complain(word, stray.message, stray.hint);
  };
  while (at < left.length) {
    const whole = left[at] ?? "";
    at += 1;
    const copied = copiedOption(whole);
    if (copied !== undefined) complain(copied.name, copied.message, copied.hint);
    const long = wholeWord(whole, known);
    if (long !== undefined) {
      complain(`-${long}`, "an option that is a word has two hyphens", `write --${long}`);
      continue;
    }
    for (const { word, value } of optionsIn(whole, known)) {
      const flag = known.get(word);
      const other = flag === undefined ? otherWords(word, flags) : undefined;
      if (other !== undefined) {
        complain(word, "no such option", `write ${other}`);
        continue;
      }
      if (flag === undefined) {
        const longs = [...known.keys()].filter((name) => name.startsWith("--"));
        const meant = word.startsWith("--") ? didYouMean(word, longs) : "";
        const where = meant !== "" || nameOf(whole) === word ? "" : ` (in ${whole})`;
        complain(word, `no such option${meant}${where}`);
        continue;
      }
      used.push({ word, flag });
      if (flag.value === undefined || word === `--no-${flag.long}`) {
        if (value !== undefined) complain(word, "takes no value", `write just ${word}`);
      } else if (value !== undefined) {
        checkValue(word, value, flag);
        if (word.startsWith("--") || !value.startsWith("=")) continue;
        const hint = `write ${word} ${value.slice(1)} or --${flag.long}${value}`;
        complain(word, 'the "=" would be part of the value', hint);
      } else if (flag.optional !== true) {
        const next = left[at];
        if (next === undefined) complain(word, "a value is missing");
        else if (isKnown(next, known) || /^--[a-z][\w-]*(?:=.*)?$/isu.test(next)) {
          const name = nameOf(next);
          const message = `its value would be ${JSON.stringify(name)}, which is an option: is a value missing?`;
          complain(word, message, `if that really is the value, write --${flag.long}=${name}`);
        }
        if (next !== undefined && !isKnown(next, known)) {
          checkValue(word, next, flag);
          at += 1;
        }
      }
    }
  }
  const first = new Map<Written, string>();
  for (const { word, flag } of used.filter(({ flag: { repeatable } }) => repeatable !== true)) {
    const earlier = first.get(flag);
    first.set(flag, earlier ?? word);
    if (earlier === undefined) continue;
    const both = earlier === word ? "" : `: ${earlier} and ${word}`;
    complain(word, `given more than once${both}`, "keep one of them");
  }
  return complaints;
}

/** The option that the word behind a single hyphen is, where it is one and not several letters. */
function wholeWord(whole: string, known: Known): string | undefined {
  const long = /^-(?<long>[a-z][\w-]+)(?:=.*)?$/su.exec(whole)?.groups?.["long"];
  if (long === undefined || !known.has(`--${long}`)) return undefined;
  return Array.from(long).every(
    (letter) => known.get(`-${letter}`)?.value === undefined && known.has(`-${letter}`),
  )
    ? undefined
    : long;
}

/** Whether its value holds what a customer is to hold, behind a key. */
function isAssigned({ long }: Written): boolean {
  return long === "set" || long === "metadata";
}

/** Whether its value names a file, a place or one of some things, which no empty string does. */
function namesOne({ value = "", repeatable }: Written): boolean {
  return repeatable !== true && ["path", "dir", "url"].includes(value);
}

function spellings({ long, short, negatable }: Written): readonly string[] {
  const no = negatable === true ? [`--no-${long}`] : [];
  return [`--${long}`, ...no, ...(short === undefined ? [] : [`-${short}`])];
}

/** `--name=x`, `-n`, `-nypvayu`: letters up to the first that takes a value, which takes the rest of the word. */
function* optionsIn(whole: string, known: Known) {
  if (whole.startsWith("--")) {
    const word = nameOf(whole);
    yield { word, value: word === whole ? undefined : whole.slice(word.length + 1) };
  }
  // A negative number is no option.
  if (!/^-[^-\d.]/u.test(whole)) return;
  const letters = Array.from(whole.slice(1));
  for (const [index, letter] of letters.entries()) {
    const flag = known.get(`-${letter}`);
    const rest = letters.slice(index + 1).join("");
    const value = flag?.value === undefined || rest === "" ? undefined : rest;
    yield { word: `-${letter}`, value };
    if (flag === undefined || value !== undefined) return;
  }
}

/** The option without a value, which may be secret. */
const nameOf = (word: string) => (word.startsWith("--") ? (word.split("=")[0] ?? word) : word);

const isKnown = (word: string, known: Known) =>
  known.has(word.startsWith("--") ? nameOf(word) : word.slice(0, 2));
