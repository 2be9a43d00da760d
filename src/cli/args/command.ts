/** A command is a value; commander is touched in one adapter. */
import type { Host } from "../../host/host.ts";

/** One option of a command. */
export interface OptionSpec {
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
}

/** Options as given, before any of them means something. */
export interface GivenOptions {
  /** The value, or undefined where the option was not given. */
  text(long: string): string | undefined;
  /** Every value of a repeatable option, in order. */
  texts(long: string): readonly string[];
  /** Whether a switch was given. */
  has(long: string): boolean;
  /** Whether the option was given at all, its value left out or not. */
  given(long: string): boolean;
  /** Whether a negatable switch was given, and which way. */
  onOff(long: string): boolean | undefined;
}

export interface Invocation {
  readonly host: Host;
  readonly operands: readonly string[];
  readonly options: GivenOptions;
}

export interface CommandSpec {
  /** After the words: `<id>`, `[name]`. */
  readonly operands: readonly {
    readonly name: string;
    readonly required: boolean;
    /** Takes every word that is left. */
    readonly variadic?: true;
    readonly help: string;
  }[];
  readonly options: readonly OptionSpec[];
  /** Paragraphs below the summary in help. */
  readonly description?: string;
  readonly examples: readonly string[];
  /** @returns the exit code */
  readonly run: (invocation: Invocation) => Promise<number>;
}

/** What is known of a command before its module is loaded: enough for the help above it. */
export interface CommandEntry {
  /** `customers update` */
  readonly words: string;
  readonly summary: string;
  readonly load: () => Promise<CommandSpec>;
}
