/** The only user of commander: command values in, parsed words or help texts out. */
import { Command, CommanderError, Option } from "commander";

import { BillingError, type Complaint } from "../../domain/errors.ts";
import { didYouMean } from "../../domain/text/nearest.ts";
import type { CommandEntry, CommandSpec, GivenOptions, OptionSpec } from "./command.ts";

export interface Parsed {
  readonly operands: readonly string[];
  readonly options: GivenOptions;
}

/** Width help is wrapped to. */
interface Layout {
  readonly columns: number;
}

/** Help for the program or one of its groups. */
export function overviewHelp(
  name: string,
  description: string,
  entries: readonly { readonly name: string; readonly summary: string }[],
  notes: string,
  layout: Layout,
): string {
  const command = prepare(new Command(name), layout)
    .description(description)
    .usage("<command> [options]")
    .helpOption("-h, --help", "show this help");
  if (!name.includes(" ")) command.option("-V, --version", "show the version");
  for (const entry of entries) command.command(entry.name).description(entry.summary);
  return `${command.helpInformation()}${notes}`;
}

/** Help for one command. */
export function commandHelp(entry: CommandEntry, spec: CommandSpec, layout: Layout): string {
  const examples =
    spec.examples.length === 0
      ? ""
      : `\nExamples:\n${spec.examples.map((line) => `  $ ${line}`).join("\n")}\n`;
  return `${build(entry, spec, layout).helpInformation()}${examples}`;
}

/**
 * Parses the words after the command.
 *
 * @throws BillingError `usage` for what commander refuses
 */
export function parseWords(
  entry: CommandEntry,
  spec: CommandSpec,
  words: readonly string[],
): Parsed {
  const command = build(entry, spec, { columns: 80 });
  command.action(() => undefined);
  try {
    command.parse([...words], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    throw new BillingError("usage", refusal(error, spec, command.args), {
      hint: `see: billing ${entry.words} --help`,
    });
  }
  const options = given(command.opts());
  const complaints = spec.options.flatMap((option) => checkChoice(option, options));
  if (complaints.length > 0) throw BillingError.usage(complaints);
  return { operands: command.args, options };
}

/** What commander refuses, in this program's words. */
function refusal(
  { code, message }: CommanderError,
  { operands }: CommandSpec,
  given_: readonly string[],
): string {
  if (code === "commander.missingArgument") {
    const missing = operands[given_.length];
    if (missing !== undefined) return `<${missing.name}> is missing: ${missing.help}`;
  }
  const extra = given_[operands.length];
  if (code === "commander.excessArguments" && extra !== undefined) {
    return `"${extra}" is one word too many; a value with spaces in it needs quotes`;
  }
  return message.replace(/^error: /u, "");
}

function checkChoice({ long, choices }: OptionSpec, options: GivenOptions): readonly Complaint[] {
  const text = options.text(long);
  if (text === undefined || choices === undefined || choices.includes(text)) return [];
  return [
    {
      location: { name: `--${long}` },
      message: `"${text}" is not known${didYouMean(text, choices)}`,
      hint: `one of ${choices.join(", ")}`,
    },
  ];
}

function build(entry: CommandEntry, spec: CommandSpec, layout: Layout): Command {
  const command = prepare(new Command(`billing ${entry.words}`), layout)
    .description([entry.summary, spec.description].filter(Boolean).join("\n\n"))
    .helpOption("-h, --help", "show this help")
    .exitOverride()
    .configureOutput({ writeOut: () => undefined, writeErr: () => undefined });
  for (const { name, required, variadic, help } of spec.operands) {
    const dots = variadic === true ? "..." : "";
    command.argument(required ? `<${name}${dots}>` : `[${name}${dots}]`, help);
  }
  for (const spec_ of spec.options) addOption(command, spec_);
  return command;
}

function prepare(command: Command, { columns }: Layout): Command {
  return command.helpCommand(false).configureHelp({
    helpWidth: columns,
    subcommandTerm: (sub) => sub.name(),
  });
}

function addOption(command: Command, spec: OptionSpec): void {
  const short = spec.short === undefined ? "" : `-${spec.short}, `;
  const [left, right] = spec.optional === true ? "[]" : "<>";
  const value = spec.value === undefined ? "" : ` ${left}${spec.value}${right}`;
  const option = new Option(
    `${short}--${spec.long}${value}`,
    spec.choices === undefined ? spec.help : `${spec.help} [${spec.choices.join(", ")}]`,
  ).helpGroup(spec.group);
  if (spec.repeatable === true) {
    option.argParser((text: string, before: readonly string[] | undefined) => [
      ...(before ?? []),
      text,
    ]);
  }
  command.addOption(option);
  if (spec.negatable === true) {
    command.addOption(new Option(`--no-${spec.long}`, `the opposite`).helpGroup(spec.group));
  }
}

function given(values: Readonly<Record<string, unknown>>): GivenOptions {
  const held = (long: string): unknown => values[camelCase(long)];
  return {
    text: (long) => {
      const value = held(long);
      return typeof value === "string" ? value : undefined;
    },
    texts: (long) => {
      const value = held(long);
      return Array.isArray(value) ? value.map(String) : [];
    },
    has: (long) =>
      long.startsWith("no-") ? held(long.slice("no-".length)) === false : held(long) === true,
    given: (long) => held(long) !== undefined,
    onOff: (long) => {
      const value = held(long);
      return typeof value === "boolean" ? value : undefined;
    },
  };
}

function camelCase(long: string): string {
  return long.replaceAll(/-(\w)/gu, (_match, letter: string) => letter.toUpperCase());
}
