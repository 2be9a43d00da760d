/** From the words of the command line to the command they name. */
import { parseArgs } from "node:util";

import { compact } from "../domain/compact.ts";
import { BillingError, exitCodes } from "../domain/errors.ts";
import type { Host } from "../host/host.ts";
import type { CommandEntry } from "./args/command.ts";
import { beforeSeparator } from "./args/words/separator.ts";

/** Runs the command line. @returns the exit code */
export async function dispatch(host: Host): Promise<number> {
  const { argv } = host;
  const [first] = argv;
  if (first === "--version" || first === "-V") {
    const { version } = await import("../version.ts");
    return print(host, `${version}\n`);
  }
  if (first === "__complete") {
    const { completed } = await import("./commands/completion/completed.ts");
    return print(host, await completed(host));
  }
  const { commands, groups } = await import("./commands.ts");
  const entry = commands.find(({ words }) => startsWith(argv, words.split(" ")));
  const words = entry === undefined ? groupWords(argv, groups) : entry.words.split(" ");
  const rest = argv.slice(words.length);
  const options = beforeSeparator(rest);
  const all = options.includes("--help-all");
  const asksHelp = all || options.includes("--help") || options.includes("-h");
  if (asksHelp || (entry === undefined && rest.length === 0)) {
    const { helpFor } = await import("./commands/help/overview.ts");
    const asked = compact({ all, provider: guessed(rest).provider });
    return print(host, (await helpFor(words.join(" "), host, asked)) ?? "");
  }
  return entry === undefined
    ? refuse(host, await unknownCommand(commands, words, rest))
    : execute(host, entry, rest);
}

/** Text without a command. @returns the exit code */
async function print(host: Host, text: string): Promise<number> {
  try {
    await host.stdout.write(text);
    return 0;
  } catch (error) {
    return refuse(host, (await import("./failure.ts")).outputFailure(error));
  }
}

function startsWith(argv: readonly string[], words: readonly string[]): boolean {
  return words.every((word, index) => argv[index] === word);
}

function groupWords(argv: readonly string[], groups: object): readonly string[] {
  const [first] = argv;
  return first !== undefined && Object.hasOwn(groups, first) ? [first] : [];
}

async function unknownCommand(
  commands: readonly CommandEntry[],
  words: readonly string[],
  rest: readonly string[],
): Promise<BillingError> {
  const [{ nearest }, { otherCommands }, { strayWord }] = await Promise.all([
    import("../domain/text/nearest.ts"),
    import("./args/words/other-commands.ts"),
    import("./args/words/stray-quotes.ts"),
  ]);
  const [word = ""] = rest;
  const stray = strayWord(word);
  if (stray !== undefined) return new BillingError("usage", stray.message, { hint: stray.hint });
  const known = commands
    .map((command) => command.words.split(" "))
    .filter((path) => startsWith(path, words))
    .map((path) => path[words.length])
    .filter((name) => name !== undefined);
  // `update` for `customers update`, with or without a slip; `find` for `list`.
  const others = otherCommands(
    words,
    word,
    commands.map((command) => command.words),
  );
  const inGroup = commands.filter((command) => command.words.split(" ").at(-1) === word);
  const meant = others.length > 0 ? undefined : nearest(word, known);
  const full =
    meant !== undefined
      ? [[...words, meant].join(" ")]
      : others.length > 0
        ? others
        : inGroup.map((command) => command.words);
  const guess = full.length === 0 ? "" : `; did you mean "${full.join('" or "')}"?`;
  const what = word.startsWith("-")
    ? `a command comes first, then options such as ${word}`
    : `there is no command "${[...words, word].join(" ")}"${guess}`;
  const later = word.startsWith("-") ? commandIn(commands, words, rest) : undefined;
  return new BillingError("usage", what, {
    hint:
      later === undefined
        ? `see: billing ${[...words, "--help"].join(" ")}`
        : `write billing ${later}, and then the options`,
  });
}

/** The command that stands behind options. */
function commandIn(
  commands: readonly CommandEntry[],
  words: readonly string[],
  rest: readonly string[],
): string | undefined {
  for (const index of rest.keys()) {
    const found = commands.find((entry) =>
      startsWith([...words, ...rest.slice(index)], entry.words.split(" ")),
    );
    if (found !== undefined) return found.words;
  }
  return undefined;
}

/** Runs the command; what it throws is reported in the form that was asked for. */
async function execute(host: Host, entry: CommandEntry, words: readonly string[]): Promise<number> {
  const [
    spec,
    { guardWords },
    { withDefaults },
    { checkEmulatorOptions },
    { parseWords },
    { createTerminal },
    { embeddedEmulator },
    { mayWriteFiles, checkWrittenFiles },
  ] = await Promise.all([
    entry.load(),
    import("./args/guard.ts"),
    import("./args/defaults.ts"),
    import("./args/emulated.ts"),
    import("./args/commander.ts"),
    import("./terminal.ts"),
    import("./accounts/emulated.ts"),
    import("./args/written.ts"),
  ]);
  const complaints = guardWords(words, spec.flags);
  if (complaints.length > 0) return refuse(host, BillingError.usage(complaints));
  let parsed;
  try {
    const written = parseWords(entry, spec, words);
    parsed = { ...written, given: await withDefaults(host, spec.flags, written.given) };
    if (parsed.given["summary"] === true) {
      const { checkSummary } = await import("./show/step-summary.ts");
      const readsFile = spec.operands[0]?.name === "plan";
      await checkSummary(host, parsed.given, readsFile ? parsed.operands : []);
    }
  } catch (error) {
    return refuse(host, error);
  }
  const terminal = createTerminal(host, parsed.given);
  const { given } = parsed;
  const isDry = given["dry-run"] === true || given["as-curl"] === true;
  const emulator = embeddedEmulator(host, isDry);
  try {
    checkEmulatorOptions(given, spec.flags);
    if (terminal.masks !== undefined && spec.flags.some(({ long }) => long === "mask")) {
      const { maskedPaths } = await import("./accounts/masked-paths.ts");
      terminal.maskAlso(await maskedPaths(host, parsed.given));
    }
    if (mayWriteFiles(host, given, spec)) {
      await checkWrittenFiles(host, given, parsed.operands, spec);
    }
    const code = await spec.run(parsed.given, { host, terminal, emulator, ...parsed });
    // A failure of the command itself counts more, and has told of the others.
    const isWell = code === 0 || code === exitCodes.changes;
    if (isWell && host.interrupted.aborted) {
      throw new BillingError("interrupted", "interrupted, but what was asked is done");
    }
    const unwritten = await terminal.finish();
    if (unwritten !== undefined && isWell) throw unwritten;
    await terminal.flush();
    return code;
  } catch (error) {
    const [{ withRecordWords }, { recordsNamedBy }] = await Promise.all([
      import("./failure.ts"),
      import("./state-directory.ts"),
    ]);
    return await terminal.fail(withRecordWords(error, given, recordsNamedBy(host, given)));
  } finally {
    await emulator.close();
  }
}

/** Reports a mistake in the form that the words ask for although they could not be parsed. */
async function refuse(host: Host, error: unknown): Promise<number> {
  const { createTerminal } = await import("./terminal.ts");
  return createTerminal(host, guessed(host.argv)).fail(error);
}

/** Options of words that are not understood as a whole, where they can be made out. */
function guessed(argv: readonly string[]) {
  const one = { type: "string", multiple: true } as const;
  const { values } = parseArgs({
    args: [...beforeSeparator(argv)],
    options: {
      output: { ...one, short: "o" },
      color: one,
      provider: { ...one, short: "p" },
    },
    strict: false,
  });
  const firstOf = (held: unknown): string | undefined =>
    Array.isArray(held) && typeof held[0] === "string" ? held[0] : undefined;
  return compact({
    output: firstOf(values.output),
    color: firstOf(values.color),
    provider: firstOf(values.provider),
  });
}
