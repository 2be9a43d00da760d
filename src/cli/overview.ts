/** Help for the program, a group of commands, or one command. */
import { commands, groups } from "./commands.ts";
import { commandHelp, overviewHelp } from "./parser.ts";

const start = `
Start here, without a key or a network:
  $ billing customers update cus_7Qm2rT -p commet --emulator --name "Ana Lima"
`;

/** The help text for these words; undefined when they name nothing. */
export async function helpFor(words: string, columns: number): Promise<string | undefined> {
  const entry = commands.find((command) => command.words === words);
  if (entry !== undefined) return commandHelp(entry, await entry.load(), { columns });
  if (words === "") {
    const shown = commands.filter(({ words: name }) => !name.includes(" "));
    const below = Object.entries(groups).map(([name, summary]) => ({
      name: `${name} <${namesBelow(name).join("|")}>`,
      summary,
    }));
    const description =
      "Change customer records at five billing providers: read first, show the change, write only what was named, prove what was stored.";
    const entries = [...below, ...shown.map(({ words: name, summary }) => ({ name, summary }))];
    return overviewHelp("billing", description, entries, start, { columns });
  }
  const summary = groups[words];
  if (summary === undefined) return undefined;
  const entries = commands
    .filter((command) => command.words.startsWith(`${words} `))
    .map((command) => ({ name: command.words.slice(words.length + 1), summary: command.summary }));
  return overviewHelp(`billing ${words}`, summary, entries, "", { columns });
}

function namesBelow(group: string): readonly string[] {
  return commands
    .filter(({ words }) => words.startsWith(`${group} `))
    .map(({ words }) => words.slice(group.length + 1));
}
