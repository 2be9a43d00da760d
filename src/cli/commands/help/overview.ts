/** Help for the program, a group of commands, or one command. */
import type { Host } from "../../../host/host.ts";
import { isProviderId, providerCount } from "../../../providers/registry.ts";
import { commands, groups } from "../../commands.ts";
import { fitText } from "../../../render/text/fit-text.ts";
import { widthOf } from "../../show/width.ts";
import { chooseFlags, type HelpAsked } from "./choose-flags.ts";
import { commandHelp, type Layout, overviewHelp } from "../../args/commander.ts";
import { widest } from "./widest.ts";

const start = `
Start here, without a key or a network:
  $ billing customers update cus_7Qm2rT -p commet --emulator --name "Ana Lima"
`;

/** The help text for these words, laid out for stdout; undefined when they name nothing. */
export async function helpFor(
  words: string,
  { stdout, env }: Host,
  asked: HelpAsked,
): Promise<string | undefined> {
  const width = widthOf(stdout, env);
  const text = await helpText(words, asked, { columns: Math.min(width ?? widest, widest) });
  return text === undefined || width === undefined ? text : fitText(text, width);
}

/** The same, in any layout. */
export async function helpText(
  words: string,
  asked: HelpAsked,
  layout: Layout,
): Promise<string | undefined> {
  const entry = commands.find((command) => command.words === words);
  if (entry !== undefined) {
    const { all, provider = "" } = asked;
    const known = isProviderId(provider) ? { provider } : {};
    const shown = chooseFlags(await entry.load(), { all, ...known });
    const also = shown.named.length === 0 ? "" : ` -p ${provider}`;
    return commandHelp(entry, shown, also, layout);
  }
  if (words === "") {
    const shown = commands.filter(({ words: name }) => !Object.hasOwn(groups, firstOf(name)));
    const below = Object.entries(groups).map(([name, summary]) => ({
      name: `${name} <${namesBelow(name).join("|")}>`,
      summary,
    }));
    const description = `Change customer records at ${providerCount} billing providers: read first, show the change, write only what was named, prove what was stored.`;
    const entries = [...below, ...shown.map(({ words: name, summary }) => ({ name, summary }))];
    return overviewHelp("billing", description, entries, start, layout);
  }
  const summary = Object.hasOwn(groups, words) ? groups[words] : undefined;
  if (summary === undefined) return undefined;
  const entries = commands
    .filter((command) => command.words.startsWith(`${words} `))
    .map((command) => ({ name: command.words.slice(words.length + 1), summary: command.summary }));
  return overviewHelp(`billing ${words}`, summary, entries, "", layout);
}

const firstOf = (words: string) => words.split(" ", 1)[0] ?? "";

function namesBelow(group: string): readonly string[] {
  return commands
    .filter(({ words }) => words.startsWith(`${group} `))
    .map(({ words }) => words.slice(group.length + 1));
}
