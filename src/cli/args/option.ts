/** Options of a command: how each is written, and the type of its value. */
import type { Complaint } from "../../domain/errors.ts";
import { BillingError } from "../../domain/errors.ts";
import { didYouMean } from "../../domain/text/nearest.ts";

/** One option as it is written on a command line. */
export interface Flag {
  /** Without dashes; `no-…` for a switch that turns something off. */
  readonly long: string;
  readonly short?: string;
  /** Placeholder of the value, such as `text`; missing: a switch. */
  readonly value?: string;
  /** The value may be left out. */
  readonly optional?: true;
  readonly repeatable?: true;
  /** A switch that also exists as `--no-…`. */
  readonly negatable?: true;
  readonly choices?: readonly string[];
  readonly help: string;
  /** Heading under which help lists it. */
  readonly group: string;
  /** Whether a run keeps it and has it again when it is resumed; `renewable`: unless it is given anew then. */
  readonly recorded: boolean | "renewable";
}

/** What a command line says, by the options' long names; what was not given is missing. */
export type Given = Readonly<Record<string, string | readonly string[] | boolean>>;

/** Adds a complaint about the option's value. */
type Complain = (message: string, hint?: string) => void;

/** One option of a command, or several that make one value. */
export interface Option<T> {
  /** @param long the option's name, from its key */
  readonly flags: (long: string) => readonly Flag[];
  readonly read: (given: Given, long: string, complain: Complain) => T;
}

/** By the names that handlers know them by: `dryRun` is `--dry-run`. */
export type OptionSet = Readonly<Record<string, Option<unknown>>>;

/** The typed values of a set of options. */
export type ValuesOf<Options extends OptionSet> = {
  readonly [Name in keyof Options]: Options[Name] extends Option<infer T> ? T : never;
};

type Facts = Pick<Flag, "short" | "help" | "group" | "recorded">;

const one = <T>(flag: Omit<Flag, "long">, read: Option<T>["read"]): Option<T> => ({
  flags: (long) => [{ long, ...flag }],
  read,
});

const textIn = (given: Given, long: string): string | undefined => {
  const held = own(given, long);
  return typeof held === "string" ? held : undefined;
};

/** A switch. */
export const flag = (facts: Facts): Option<boolean> =>
  one(facts, (given, long) => own(given, long) === true);

/** A switch that can be turned on and off; undefined where neither is said. */
export const onOff = (facts: Facts): Option<boolean | undefined> =>
  one({ ...facts, negatable: true }, (given, long) => {
    const held = own(given, long);
    return typeof held === "boolean" ? held : undefined;
  });

export const text = (value: string, facts: Facts): Option<string | undefined> =>
  one({ ...facts, value }, textIn);

/** A text that may be left out: `true` then. */
export const optionalText = (value: string, facts: Facts): Option<string | true | undefined> =>
  one({ ...facts, value, optional: true }, (given, long) =>
    own(given, long) === true ? true : textIn(given, long),
  );

/** Can be given several times; empty where it is not. */
export const texts = (value: string, facts: Facts): Option<readonly string[]> =>
  one({ ...facts, value, repeatable: true }, (given, long) => {
    const held = own(given, long);
    return Array.isArray(held) ? held : [];
  });

/** One of these words. @param usual where none is given */
export function choice<const Word extends string>(
  value: string,
  choices: readonly Word[],
  facts: Facts,
): Option<Word | undefined>;
export function choice<const Word extends string>(
  value: string,
  choices: readonly Word[],
  facts: Facts,
  usual: NoInfer<Word>,
): Option<Word>;
export function choice<const Word extends string>(
  value: string,
  choices: readonly Word[],
  facts: Facts,
  usual?: NoInfer<Word>,
): Option<Word | undefined> {
  return one({ ...facts, value, choices }, (given, long, complain) => {
    const word = textIn(given, long);
    const known = choices.find((each) => each === word);
    if (word !== undefined && known === undefined) {
      complain(
        `"${word}" is not known${didYouMean(word, choices)}`,
        `one of ${choices.join(", ")}`,
      );
    }
    return known ?? usual;
  });
}

/**
 * A whole number, in digits.
 *
 * @param range `what` it is otherwise not, for the complaint; missing: a whole number from `least` to `most`
 */
export const count = (
  { least, most, what = `a whole number from ${least} to ${most}` }: Range,
  facts: Facts,
): Option<number | undefined> =>
  one({ ...facts, value: "number" }, (given, long, complain) => {
    const word = textIn(given, long);
    if (word === undefined) return undefined;
    const number = Number(word);
    if (/^\d+$/u.test(word) && number >= least && number <= most) return number;
    complain(`"${word}" is not ${what}`);
    return undefined;
  });

interface Range {
  readonly least: number;
  readonly most: number;
  readonly what?: string;
}

const longestSeconds = 3600;

/** A number of seconds, fractions included. */
export const seconds = (facts: Facts): Option<number | undefined> =>
  one({ ...facts, value: "seconds" }, (given, long, complain) => {
    const word = textIn(given, long);
    if (word === undefined) return undefined;
    const number = Number(word);
    if (/^\d+(?:\.\d+)?$/u.test(word) && number > 0 && number <= longestSeconds) return number;
    complain(`"${word}" is not a number of seconds above 0 and up to ${longestSeconds}`);
    return undefined;
  });

/** Every flag of the options, in their order. */
export function flagsOf(options: OptionSet): readonly Flag[] {
  return Object.entries(options).flatMap(([name, option]) => option.flags(longOf(name)));
}

/** @throws {BillingError} usage: with every complaint about a value */
export function valuesOf<Options extends OptionSet>(
  options: Options,
  given: Given,
): ValuesOf<Options> {
  const complaints: Complaint[] = [];
  const values = Object.entries(options).map(([name, option]) => {
    const long = longOf(name);
    const complain: Complain = (message, hint) => {
      const location = { name: `--${long}` };
      complaints.push({ location, message, ...(hint === undefined ? {} : { hint }) });
    };
    return [name, option.read(given, long, complain)] as const;
  });
  if (complaints.length > 0) throw BillingError.usage(complaints);
  return Object.fromEntries(values) as ValuesOf<Options>;
}

/** `dryRun` → `dry-run` */
export function longOf(name: string): string {
  return name.replaceAll(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`);
}

function own(given: Given, long: string): Given[string] | undefined {
  return Object.hasOwn(given, long) ? given[long] : undefined;
}
