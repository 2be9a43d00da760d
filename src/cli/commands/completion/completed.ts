/** The answer to a shell that asks how a word may go on. */
import { safeText } from "../../../domain/text/safe-text.ts";
import { folded } from "../../../domain/text/folded.ts";
import type { Host } from "../../../host/host.ts";
import { commands } from "../../commands.ts";
import { filesLine } from "./scripts.ts";
import { wordsIn } from "./shell-words.ts";
import { knownTo } from "./known.ts";
import { suggest } from "./suggest.ts";

/** A line for each word: the word, a tab, what it is. Nothing where anything is wrong: the user is still typing. */
export async function completed(host: Host): Promise<string> {
  const [, shell, ...given] = host.argv;
  const words = shell === "bash" ? wordsIn(given[0] ?? "").slice(1) : given;
  const last = words.at(-1) ?? "";
  const current = last === ":empty" ? "" : last;
  try {
    const found = await suggest(commands, words.slice(0, -1), current, (used) =>
      knownTo(host, used),
    );
    if (found === "files") return `${filesLine}\n`;
    const same = found.filter(({ value }) => value.startsWith(current));
    // Many words are taken in capitals and not.
    const fitting =
      same.length > 0
        ? same
        : found.filter(({ value }) => folded(value).startsWith(folded(current)));
    if (shell === "bash") return fitting.map(({ value }) => `${tailOf(value, current)}\n`).join("");
    return fitting.map(({ value, help }) => `${oneLine(value)}\t${oneLine(help ?? "")}\n`).join("");
  } catch {
    return "";
  }
}

const oneLine = (text: string) => safeText(text).replaceAll(/\s+/gu, " ");

/** bash puts in what comes behind the last sign that it cuts words at. */
function tailOf(value: string, current: string): string {
  const cut = Math.max(current.lastIndexOf("="), current.lastIndexOf(":"));
  return safeText(value.slice(cut + 1));
}
