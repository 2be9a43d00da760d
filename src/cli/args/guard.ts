/**
 * What a command-line parser takes without a word and should not: an option that swallows the next option, a repeated
 * option of which only the last counts, a value for a switch.
 */
import type { Complaint } from "../../domain/errors.ts";
import { didYouMean } from "../../domain/text/nearest.ts";

/** One option that the command knows. */
export interface OptionSpec {
  /** Without dashes: `name`. */
  readonly long: string;
  /** One letter. */
  readonly short?: string;
  /** `optional`: the next word is the value unless it begins with a dash. */
  readonly takesValue: boolean | "optional";
  readonly repeatable: boolean;
  /** `--no-<long>` is the same option, switched off. */
  readonly negatable?: boolean;
}

/** An option as it stands on the command line. */
interface Use {
  /** As written, without its value: `--name`, `-y`. */
  readonly word: string;
  readonly option: OptionSpec;
}

interface Reading {
  readonly uses: readonly Use[];
  readonly complaints: readonly Complaint[];
  /** The word after the option is its value. */
  readonly tookNext: boolean;
}

interface Table {
  readonly long: ReadonlyMap<string, OptionSpec>;
  readonly short: ReadonlyMap<string, OptionSpec>;
}

/** Everything that is wrong with the words after the command; empty when they may be parsed. */
export function guardArgv(
  words: readonly string[],
  options: readonly OptionSpec[],
): readonly Complaint[] {
  const table = tableOf(options);
  const uses: Use[] = [];
  const complaints: Complaint[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? "";
    if (word === "--") break;
    const reading = readWord(word, words[index + 1], table);
    uses.push(...reading.uses);
    complaints.push(...reading.complaints);
    if (reading.tookNext) index += 1;
  }
  return [...complaints, ...repeats(uses)];
}

function tableOf(options: readonly OptionSpec[]): Table {
  const long = new Map(options.map((option) => [option.long, option]));
  for (const option of options) {
    if (option.negatable === true) long.set(`no-${option.long}`, option);
  }
  const short = new Map(
    options.flatMap((option) => (option.short === undefined ? [] : [[option.short, option]])),
  );
  return { long, short };
}

function readWord(word: string, next: string | undefined, table: Table): Reading {
  if (word.startsWith("--")) return readLong(word, next, table);
  const isCluster = /^-[^-\d.]/u.test(word);
  return isCluster ? readCluster(word, next, table) : { uses: [], complaints: [], tookNext: false };
}

function readLong(text: string, next: string | undefined, table: Table): Reading {
  const equals = text.indexOf("=");
  const word = equals === -1 ? text : text.slice(0, equals);
  const option = table.long.get(word.slice(2));
  if (option === undefined) {
    const known = [...table.long.keys()].map((name) => `--${name}`);
    return refused(word, `no such option${didYouMean(word, known)}`);
  }
  const use = { word, option };
  const isSwitch = option.takesValue === false || word === `--no-${option.long}`;
  if (equals !== -1) {
    return isSwitch
      ? { ...refused(word, "takes no value", `write just ${word}`), uses: [use] }
      : { uses: [use], complaints: [], tookNext: false };
  }
  return isSwitch ? { uses: [use], complaints: [], tookNext: false } : takeValue(use, next, table);
}

/** `-ny`, `-pvayu`: letters up to the first that takes a value, which takes the rest of the word. */
function readCluster(text: string, next: string | undefined, table: Table): Reading {
  const uses: Use[] = [];
  const letters = Array.from(text.slice(1));
  for (const [index, letter] of letters.entries()) {
    const word = `-${letter}`;
    const option = table.short.get(letter);
    if (option === undefined) {
      const message = `no such option${text === word ? "" : ` (in ${text})`}`;
      return { ...refused(word, message), uses };
    }
    uses.push({ word, option });
    if (option.takesValue === false) continue;
    const value = letters.slice(index + 1).join("");
    if (value.startsWith("=")) {
      const hint = `write ${word} ${value.slice(1)} or --${option.long}${value}`;
      return { ...refused(word, `the "=" would be part of the value`, hint), uses };
    }
    if (value !== "") break;
    const reading = takeValue({ word, option }, next, table);
    return { ...reading, uses };
  }
  return { uses, complaints: [], tookNext: false };
}

function takeValue(use: Use, next: string | undefined, table: Table): Reading {
  const { word, option } = use;
  if (option.takesValue === "optional") {
    return { uses: [use], complaints: [], tookNext: next?.startsWith("-") === false };
  }
  if (next === undefined || next === "--") {
    return { ...refused(word, "a value is missing"), uses: [use] };
  }
  if (!looksLikeOption(next, table)) return { uses: [use], complaints: [], tookNext: true };
  const complaint = refused(
    word,
    `its value would be ${JSON.stringify(optionWord(next))}, which is an option: is a value missing?`,
    `if that really is the value, write --${option.long}=${optionWord(next)}`,
  );
  return { ...complaint, uses: [use], tookNext: !isKnown(next, table) };
}

function looksLikeOption(word: string, table: Table): boolean {
  return isKnown(word, table) || /^--[a-z][\w-]*(?:=.*)?$/isu.test(word);
}

function isKnown(word: string, table: Table): boolean {
  if (word.startsWith("--")) return table.long.has(optionWord(word).slice(2));
  return word.startsWith("-") && table.short.has(word.charAt(1));
}

/** The option's name, without a value that may be secret. */
function optionWord(word: string): string {
  return word.startsWith("--") ? (word.split("=")[0] ?? word) : word;
}

function repeats(uses: readonly Use[]): readonly Complaint[] {
  const first = new Map<OptionSpec, Use>();
  return uses.flatMap((use): readonly Complaint[] => {
    if (use.option.repeatable) return [];
    const earlier = first.get(use.option);
    first.set(use.option, earlier ?? use);
    if (earlier === undefined) return [];
    const both = earlier.word === use.word ? "" : `: ${earlier.word} and ${use.word}`;
    return [
      {
        location: { name: use.word },
        message: `given more than once${both}`,
        hint: "keep one of them",
      },
    ];
  });
}

function refused(word: string, message: string, hint?: string): Reading {
  const complaint = { location: { name: word }, message, ...(hint === undefined ? {} : { hint }) };
  return { uses: [], complaints: [complaint], tookNext: false };
}
