/** The kinds of options there are. */
import { didYouMean } from "../../domain/text/nearest.ts";
import { type Complain, type Flag, type Given, givenUnder, type Option } from "./option.ts";

/** What differs from the other options of the group. */
type More = Partial<Pick<Flag, "short" | "recorded">>;

interface Range {
  readonly least: number;
  readonly most: number;
  /** What it is otherwise not, for the complaint; missing: a whole number from `least` to `most`. */
  readonly what?: string;
}

const longestSeconds = 3600;

/**
 * Makers of the options of one group.
 *
 * @param group heading under which help lists them
 * @param recorded whether a run keeps them
 */
export function optionsUnder(group: string, recorded: Flag["recorded"] = false) {
  type Form = Pick<Flag, "value" | "optional" | "repeatable" | "negatable" | "choices">;
  const one = <T>(form: Form, help: string, more: More, read: Option<T>["read"]): Option<T> => ({
    flags: (long) => [{ long, ...form, help, group, recorded, ...more }],
    read,
  });
  const numeric = (
    value: string,
    help: string,
    more: More,
    numberIn: (text: string) => number | undefined,
    what: string,
  ) =>
    one({ value }, help, more, (given, long, complain) => {
      const text = textIn(given, long);
      const number = text === undefined ? undefined : numberIn(text);
      if (text !== undefined && number === undefined) complain(`"${text}" is not ${what}`);
      return number;
    });
  return {
    /** A switch. */
    flag: (help: string, more: More = {}): Option<boolean> =>
      one({}, help, more, (given, long) => givenUnder(given, long) === true),

    /** A switch that the configuration may turn on, and `--no-…` off again. */
    defaultable: (help: string, more: More = {}): Option<boolean> =>
      one({ negatable: true }, help, more, (given, long) => givenUnder(given, long) === true),

    /** A switch that can be turned on and off; undefined where neither is said. */
    onOff: (help: string, more: More = {}): Option<boolean | undefined> =>
      one({ negatable: true }, help, more, (given, long) => {
        const held = givenUnder(given, long);
        return typeof held === "boolean" ? held : undefined;
      }),

    text: (value: string, help: string, more: More = {}): Option<string | undefined> =>
      one({ value }, help, more, textIn),

    /**
     * A configuration under a path of its own: `-`, which stands for stdin elsewhere, is none.
     *
     * @param instead what to do where that was meant
     */
    configuration: (value: string, help: string, instead: string): Option<string | undefined> =>
      one({ value }, help, {}, (given, long, complain) => {
        const text = textIn(given, long);
        if (text === "-") complain("- names no file", instead);
        return text;
      }),

    /** Its value may be left out: `true` then. */
    optionalText: (
      value: string,
      help: string,
      more: More = {},
    ): Option<string | true | undefined> =>
      one({ value, optional: true }, help, more, (given, long) =>
        givenUnder(given, long) === true ? true : textIn(given, long),
      ),

    /** Can be given several times; empty where it is not given. */
    texts: (value: string, help: string, more: More = {}): Option<readonly string[]> =>
      one({ value, repeatable: true }, help, more, (given, long) => {
        const held = givenUnder(given, long);
        return Array.isArray(held) ? held : [];
      }),

    /** One of these words. */
    choice: <const Word extends string>(
      value: string,
      choices: readonly Word[],
      help: string,
      more: More = {},
    ): Option<Word | undefined> =>
      one({ value, choices }, help, more, (given, long, complain) =>
        wordIn(choices, textIn(given, long), complain),
      ),

    /** One of these words, or switched off: `false`. */
    choiceOrOff: <const Word extends string>(
      value: string,
      choices: readonly Word[],
      help: string,
      more: More = {},
    ): Option<Word | false | undefined> =>
      one({ value, choices, negatable: true }, help, more, (given, long, complain) =>
        givenUnder(given, long) === false ? false : wordIn(choices, textIn(given, long), complain),
      ),

    /** A whole number, in digits. */
    count: (
      { least, most, what = `a whole number from ${least} to ${most}` }: Range,
      help: string,
      more: More = {},
    ): Option<number | undefined> =>
      numeric(
        "number",
        help,
        more,
        (text) => {
          const number = Number(text);
          return /^\d+$/u.test(text) && number >= least && number <= most ? number : undefined;
        },
        what,
      ),

    /** A number of seconds, fractions included. */
    seconds: (help: string, more: More = {}): Option<number | undefined> =>
      numeric(
        "seconds",
        help,
        more,
        (text) => {
          const number = Number(text);
          const isNumber = /^\d+(?:\.\d+)?$/u.test(text);
          return isNumber && number > 0 && number <= longestSeconds ? number : undefined;
        },
        `a number of seconds above 0 and up to ${longestSeconds}`,
      ),
  };
}

/** The option with this value where none is given. */
export function withDefault<T>(option: Option<T | undefined>, usual: NoInfer<T>): Option<T> {
  return { ...option, read: (...given) => option.read(...given) ?? usual };
}

function textIn(given: Given, long: string): string | undefined {
  const held = givenUnder(given, long);
  return typeof held === "string" ? held : undefined;
}

function wordIn<Word extends string>(
  choices: readonly Word[],
  text: string | undefined,
  complain: Complain,
): Word | undefined {
  const known = choices.find((word) => word === text);
  if (text !== undefined && known === undefined) {
    complain(`"${text}" is not known${didYouMean(text, choices)}`, `one of ${choices.join(", ")}`);
  }
  return known;
}
