/** What an option is: how it is written, and the type of its value. */
import { compact } from "../../domain/compact.ts";
import { BillingError, type Complaint } from "../../domain/errors.ts";

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
  /** Of a field: the providers that it can be set at. */
  readonly providers?: readonly string[];
  /** Of a field: every provider has it. */
  readonly isEverywhere?: boolean;
  /** Heading under which help lists it. */
  readonly group: string;
  /** Whether a run keeps it and has it again when it is resumed; `renewable`: unless it is given anew then. */
  readonly recorded: boolean | "renewable";
}

/** What a command line says, by the options' long names; what was not given is missing. */
export type Given = Readonly<Record<string, string | readonly string[] | boolean>>;

/** Adds a complaint about the option's value. */
export type Complain = (message: string, hint?: string) => void;

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
      complaints.push(compact({ location: { name: `--${long}` }, message, hint }));
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

/** What was given under this name. */
export function givenUnder(given: Given, long: string): Given[string] | undefined {
  return Object.hasOwn(given, long) ? given[long] : undefined;
}
