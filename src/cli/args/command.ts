/** A command is a value; commander is touched in one adapter. */
import type { Ports } from "../ports.ts";
import {
  type Flag,
  flagsOf,
  type Given,
  type OptionSet,
  type ValuesOf,
  valuesOf,
} from "./option.ts";

interface Operand {
  readonly name: string;
  readonly required: boolean;
  /** Takes every word that is left. */
  readonly variadic?: true;
  readonly help: string;
  /** Every word that it may be, for completion. */
  readonly choices?: readonly string[];
}

interface Facts {
  /** After the words: `<id>`, `[name]`. */
  readonly operands: readonly Operand[];
  /** What to do where more words are given: `{word}` is the first of them. */
  readonly tooMany?: string;
  /** Paragraphs below the summary in help. */
  readonly description?: string;
  readonly examples: readonly string[];
}

export interface CommandSpec extends Facts {
  readonly flags: readonly Flag[];
  /**
   * @returns the exit code
   * @throws {BillingError} usage: when an option has a value that is none
   */
  readonly run: (given: Given, ports: Ports) => Promise<number>;
}

/** What a command is known as before its module is loaded: enough for the help above it. */
export interface CommandEntry {
  /** `customers update` */
  readonly words: string;
  readonly summary: string;
  readonly load: () => Promise<CommandSpec>;
}

/** Does what a command is for. @returns the exit code */
export type Handler<Options> = (options: Options, ports: Ports) => Promise<number>;

/** @param load gives the handler once the options are understood */
export function command<Options extends OptionSet>({
  options,
  load,
  ...facts
}: Facts & {
  readonly options: Options;
  readonly load: () => Promise<Handler<ValuesOf<Options>>>;
}): CommandSpec {
  return {
    ...facts,
    flags: flagsOf(options),
    run: async (given, ports) => {
      const values = valuesOf(options, given);
      const handle = await load();
      return handle(values, ports);
    },
  };
}
