/** How text may look: decided once for each stream, then passed to every renderer as a value. */
import { Chalk } from "chalk";

/** Puts a look around a text of one line. */
export type Paint = (text: string) => string;

export interface Style {
  /** Whether the paints show. */
  readonly coloured: boolean;
  readonly bold: Paint;
  /** The part of a text that differs. */
  readonly strong: Paint;
  /** Keeps text that runs from right to left from turning its neighbours round. */
  readonly isolate: Paint;
  readonly dim: Paint;
  readonly added: Paint;
  readonly removed: Paint;
  readonly changed: Paint;
  readonly warning: Paint;
  readonly error: Paint;
  /** Display columns a line may take. */
  readonly columns: number;
  /** Whether signs outside ASCII may be used; texts that come from data are shown as they are. */
  readonly unicode: boolean;
  readonly signs: {
    /** Between the parts of a heading. */
    readonly dot: string;
    /** Where something was left out. */
    readonly ellipsis: string;
    /** In the gutter of a list that only changed its order. */
    readonly reordered: string;
  };
}

type Environment = Readonly<Record<string, string | undefined>>;

const defaultColumns = 80;
/** Narrower than this a table cannot be laid out; the terminal then breaks the lines. */
const leastColumns = 20;

/** `columns` undefined or 0: not known, 80 is taken. */
export function createStyle(options: {
  readonly colour: boolean;
  readonly columns: number | undefined;
  readonly unicode?: boolean;
  /** Whether this is a screen, which orders what runs from right to left. Missing: it is read as it is. */
  readonly isScreen?: boolean;
}): Style {
  const chalk = new Chalk({ level: options.colour ? 1 : 0 });
  const unicode = options.unicode ?? true;
  return {
    coloured: options.colour,
    bold: chalk.bold,
    strong: chalk.bold.underline,
    isolate: unicode && options.isScreen === true ? isolated : asItIs,
    dim: chalk.dim,
    added: chalk.green,
    removed: chalk.red,
    changed: chalk.yellow,
    warning: chalk.yellow,
    error: chalk.red.bold,
    columns: Math.max(leastColumns, options.columns || defaultColumns),
    unicode,
    signs: unicode
      ? { dot: "·", ellipsis: "…", reordered: "⇆" }
      : { dot: "-", ellipsis: "...", reordered: "*" },
  };
}

/** Letters of scripts that run from right to left, and signs of theirs. Made when a text is not plain, for that takes long. */
const rightToLeft = (): RegExp =>
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Samaritan}\p{Script=Mandaic}\p{Script=Adlam}\p{Script=Hanifi_Rohingya}]/u;

/** Between a first-strong isolate and its end (Unicode Standard Annex 9). */
function isolated(text: string): string {
  return !/^[\x20-\x7e]*$/u.test(text) && rightToLeft().test(text) ? `\u2068${text}\u2069` : text;
}

function asItIs(text: string): string {
  return text;
}

/**
 * Whether a stream gets colour. The flag wins, then `NO_COLOR` (set and not empty), then `FORCE_COLOR` (set and not
 * empty; `0`, `false`, `no`, `off` and `never` take it away), then whether the stream is a terminal that is not `dumb`.
 */
export function decideColour(facts: {
  readonly flag: "auto" | "always" | "never";
  readonly env: Environment;
  readonly isTTY: boolean;
}): boolean {
  const { flag, env, isTTY } = facts;
  if (flag !== "auto") return flag === "always";
  if (isSet(env["NO_COLOR"])) return false;
  if (isSet(env["FORCE_COLOR"])) return !/^(?:0|false|no|off|never)$/iu.test(env["FORCE_COLOR"]);
  return isTTY && env["TERM"] !== "dumb";
}

/**
 * Whether signs outside ASCII can be shown: not on the Linux console, not in a locale that names another character
 * set. No locale at all counts as yes, as in most containers.
 */
export function decideUnicode(env: Environment): boolean {
  if (env["TERM"] === "linux") return false;
  const locale = [env["LC_ALL"], env["LC_CTYPE"], env["LANG"]].find(isSet);
  return locale === undefined || /utf-?8/iu.test(locale);
}

function isSet(value: string | undefined): value is string {
  return value !== undefined && value !== "";
}
