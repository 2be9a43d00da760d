/** From the words of the command line to the command they name. */
import { BillingError } from "../domain/errors.ts";
import type { Host } from "../host/host.ts";
import type { CommandEntry, GivenOptions, OptionSpec } from "./args/command.ts";
import { commands, groups } from "./commands.ts";

/** Runs the command line. @returns the exit code */
export async function dispatch(host: Host): Promise<number> {
  const { argv } = host;
  const [first] = argv;
  if (first === "--version" || first === "-V") {
    const { version } = await import("../version.ts");
    await host.stdout.write(`${version}\n`);
    return 0;
  }
  const entry = commands.find(({ words }) => startsWith(argv, words.split(" ")));
  const words = entry === undefined ? groupWords(argv) : entry.words.split(" ");
  const rest = argv.slice(words.length);
  const separator = rest.indexOf("--");
  const beforeSeparator = separator === -1 ? rest : rest.slice(0, separator);
  const asksHelp = beforeSeparator.some((word) => word === "--help" || word === "-h");
  if (asksHelp || (entry === undefined && rest.length === 0)) {
    const { helpFor } = await import("./commands/help/overview.ts");
    const text = await helpFor(words.join(" "), host);
    // Without any command the help is the answer to a mistake.
    await (asksHelp || argv.length === 0 ? host.stdout : host.stderr).write(text ?? "");
    return asksHelp || argv.length === 0 ? 0 : 2;
  }
  return entry === undefined
    ? refuse(host, await unknownCommand(words, rest))
    : runCommand(host, entry, rest);
}

function startsWith(argv: readonly string[], words: readonly string[]): boolean {
  return words.every((word, index) => argv[index] === word);
}

function groupWords(argv: readonly string[]): readonly string[] {
  const [first] = argv;
  return first !== undefined && Object.hasOwn(groups, first) ? [first] : [];
}

async function unknownCommand(
  words: readonly string[],
  rest: readonly string[],
): Promise<BillingError> {
  const { nearest } = await import("../domain/text/nearest.ts");
  const [word = ""] = rest;
  const known = commands
    .map((command) => command.words.split(" "))
    .filter((path) => startsWith(path, words))
    .map((path) => path[words.length])
    .filter((name) => name !== undefined);
  const meant = nearest(word, known);
  const guess = meant === undefined ? "" : `; did you mean "${[...words, meant].join(" ")}"?`;
  const what = word.startsWith("-")
    ? `a command comes first, then options such as ${word}`
    : `there is no command "${[...words, word].join(" ")}"${guess}`;
  return new BillingError("usage", what, {
    hint: `see: billing ${[...words, "--help"].join(" ")}`,
  });
}

async function runCommand(
  host: Host,
  entry: CommandEntry,
  words: readonly string[],
): Promise<number> {
  const [spec, { guardArgv }, { parseWords }] = await Promise.all([
    entry.load(),
    import("./args/guard.ts"),
    import("./args/parser.ts"),
  ]);
  const complaints = guardArgv(words, spec.options.map(guarded));
  if (complaints.length > 0) return refuse(host, BillingError.usage(complaints));
  let parsed;
  try {
    parsed = parseWords(entry, spec, words);
  } catch (error) {
    return refuse(host, error);
  }
  return spec.run({ host, ...parsed });
}

function guarded({ long, short, value, optional, repeatable, negatable }: OptionSpec) {
  return {
    long,
    ...(short === undefined ? {} : { short }),
    takesValue: optional === true ? ("optional" as const) : value !== undefined,
    repeatable: repeatable === true,
    negatable: negatable === true,
  };
}

/** A mistake on the command line, told in the form that the words ask for although they could not be parsed. */
async function refuse(host: Host, error: unknown): Promise<number> {
  const { terminalFor } = await import("./run-command.ts");
  await terminalFor({ host, options: guessedOptions(host.argv) }).fail(error);
  return error instanceof BillingError ? error.exitCode : 1;
}

function guessedOptions(argv: readonly string[]): GivenOptions {
  const separator = argv.indexOf("--");
  const words = separator === -1 ? argv : argv.slice(0, separator);
  const valueOf = (names: readonly string[]): string | undefined => {
    for (const [index, word] of words.entries()) {
      const name = names.find((known) => word.startsWith(known));
      if (name === undefined) continue;
      if (word === name) return words[index + 1];
      if (word.startsWith("=", name.length)) return word.slice(name.length + 1);
      if (!name.startsWith("--")) return word.slice(name.length);
    }
    return undefined;
  };
  return {
    text: (long) =>
      long === "output"
        ? valueOf(["--output", "-o"])
        : long === "color"
          ? valueOf(["--color"])
          : undefined,
    texts: () => [],
    has: () => false,
    given: () => false,
    onOff: () => undefined,
  };
}
