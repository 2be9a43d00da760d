/** The user of commander: commands in, what was given or help texts out. */
import { Command, CommanderError, Help, Option } from "commander";

import { BillingError } from "../../domain/errors.ts";
import type { CommandEntry, CommandSpec } from "./command.ts";
import type { Flag, Given } from "./option.ts";
import { extraWords } from "./words/extra-words.ts";
import { quotedWord } from "./words/stray-quotes.ts";

interface Parsed {
  readonly operands: readonly string[];
  readonly given: Given;
}

/** What depends on the width. */
export type HelpFormats = Pick<Help, "boxWrap" | "formatItem">;

/** How help is laid out. */
export interface Layout {
  /** Width it is wrapped to. */
  readonly columns: number;
  /** Missing: commander's own. */
  readonly formats?: HelpFormats;
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
  for (const { name, summary } of entries) {
    command.addCommand(new Command(name).description(summary));
  }
  return `${command.helpInformation()}${notes}`;
}

/** What the help on a command shows of it. */
export interface ShownCommand {
  readonly spec: CommandSpec;
  /** Flags that are only named. */
  readonly named: readonly Flag[];
  /** How many other options are left out. */
  readonly left: number;
}

/** Above the options of a short help, the option for help itself among them. */
export const commonHeading = "Common options:";

/** Help for one command. @param also behind the words that ask for everything */
export function commandHelp(
  entry: CommandEntry,
  { spec, named, left }: ShownCommand,
  also: string,
  layout: Layout,
): string {
  const examples =
    spec.examples.length === 0
      ? ""
      : `\nExamples:\n${spec.examples.map((line) => `  $ ${line}`).join("\n")}\n`;
  const more =
    left === 0 ? "" : `\n${left} more options: billing ${entry.words} --help-all${also}\n`;
  const fields = named.length === 0 ? "" : namedFields(named, layout);
  return `${build(entry, spec, layout).helpInformation()}${fields}${examples}${more}`;
}

function namedFields(named: readonly Flag[], { columns, formats }: Layout): string {
  const names = named.map(({ long, negatable }) => (negatable ? `--[no-]${long}` : `--${long}`));
  const help = new Help();
  help.prepareContext({ helpWidth: columns });
  const format = formats?.formatItem ?? help.formatItem.bind(help);
  return `\nFields, which --help-all explains:\n${format("", 0, names.join(" "), help)}\n`;
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
    const { message, hint } =
      error.code === "commander.excessArguments"
        ? extraWords(entry, spec, command.args, words)
        : {
            message: refusal(error, spec, command.args),
            hint: `see: billing ${entry.words} --help`,
          };
    throw new BillingError("usage", message, { hint });
  }
  checkOperands(spec, command.args);
  return { operands: command.args, given: givenIn(command.opts(), spec.flags) };
}

/** What commander refuses, in this program's words. */
function refusal(
  { code, message }: CommanderError,
  { operands }: CommandSpec,
  words: readonly string[],
): string {
  if (code === "commander.missingArgument") {
    const missing = operands[words.length];
    if (missing !== undefined) return `<${missing.name}> is missing: ${missing.help}`;
  }
  return message.replace(/^error: /u, "");
}

/** A customer's id is looked at where its kind is known. */
function checkOperands({ operands }: CommandSpec, words: readonly string[]): void {
  const complaints = operands.flatMap(({ name, variadic }, index) => {
    const given = variadic === true ? words.slice(index) : words.slice(index, index + 1);
    const strays =
      name === "id" ? [] : given.map(quotedWord).filter((stray) => stray !== undefined);
    return strays.map((stray) => ({ location: { name: `<${name}>` }, ...stray }));
  });
  if (complaints.length > 0) throw BillingError.usage(complaints);
}

function build(entry: CommandEntry, spec: CommandSpec, layout: Layout): Command {
  const command = prepare(new Command(`billing ${entry.words}`), layout)
    .description([entry.summary, spec.description].filter(Boolean).join("\n\n"))
    .addHelpOption(
      new Option("-h, --help", "show the common options; --help-all shows all").helpGroup(
        spec.flags[0]?.group === commonHeading ? commonHeading : "Options:",
      ),
    )
    .exitOverride()
    .configureOutput({ writeOut: () => undefined, writeErr: () => undefined });
  for (const { name, required, variadic, help } of spec.operands) {
    const dots = variadic === true ? "..." : "";
    command.argument(required ? `<${name}${dots}>` : `[${name}${dots}]`, help);
  }
  for (const flag of spec.flags) addOption(command, flag);
  return command;
}

function prepare(command: Command, { columns, formats }: Layout): Command {
  return command.helpCommand(false).configureHelp({
    ...formats,
    helpWidth: columns,
    subcommandTerm: (sub) => sub.name(),
  });
}

function addOption(command: Command, flag: Flag): void {
  const short = flag.short === undefined ? "" : `-${flag.short}, `;
  const [left, right] = flag.optional === true ? "[]" : "<>";
  const value = flag.value === undefined ? "" : ` ${left}${flag.value}${right}`;
  const option = new Option(
    `${short}--${flag.long}${value}`,
    flag.choices === undefined ? flag.help : `${flag.help} [${flag.choices.join(", ")}]`,
  ).helpGroup(flag.group);
  if (flag.repeatable === true) {
    option.argParser((text: string, before: string[] | undefined) => {
      const texts = before ?? [];
      texts.push(text);
      return texts;
    });
  }
  command.addOption(option);
  if (flag.negatable === true) {
    command.addOption(new Option(`--no-${flag.long}`, `the opposite`).helpGroup(flag.group));
  }
}

/** Commander keeps what `--no-retry` says as `retry: false`, and `retry: true` where nothing is said. */
function givenIn(values: Readonly<Record<string, unknown>>, flags: readonly Flag[]): Given {
  const given: Record<string, Given[string]> = {};
  for (const { long } of flags) {
    const isOff = long.startsWith("no-");
    const held = values[camelCase(isOff ? long.slice("no-".length) : long)];
    if (isOff && held === false) given[long] = true;
    if (!isOff && isGiven(held)) given[long] = held;
  }
  return given;
}

const isGiven = (held: unknown): held is Given[string] =>
  typeof held === "string" || typeof held === "boolean" || Array.isArray(held);

function camelCase(long: string): string {
  return long.replaceAll(/-(\w)/gu, (_match, letter: string) => letter.toUpperCase());
}
