/** Words that no operand takes: what they were probably to be. */
import { shellWord } from "../../../domain/text/shell-word.ts";
import { providerIds } from "../../../providers/registry.ts";
import type { CommandEntry, CommandSpec } from "../command.ts";
import type { Flag } from "../option.ts";

/** Most that are quoted. */
const quoted = 3;

/** @param operands what commander takes for operands, more than there are */
export function extraWords(
  entry: CommandEntry,
  spec: CommandSpec,
  operands: readonly string[],
  words: readonly string[],
): { readonly message: string; readonly hint: string } {
  const extra = operands.slice(spec.operands.length);
  const [first = ""] = extra;
  const value = splitValue(spec, operands, words);
  const tail = spec.operands.length === 0 && value === undefined ? none(entry) : quotes;
  return {
    message: `${counted(extra)}; ${tail}`,
    hint:
      strayHint(first, words, spec.flags) ??
      value ??
      providerHint(first, spec) ??
      spec.tooMany?.replaceAll("{word}", shellWord(first)) ??
      `see: billing ${entry.words} --help`,
  };
}

const quotes = "a value with spaces in it needs quotes";
const none = ({ words }: CommandEntry): string => `billing ${words} takes none`;

function counted(extra: readonly string[]): string {
  const shown = extra.slice(0, quoted).map((word) => `"${word}"`);
  const left = extra.length - shown.length;
  if (extra.length === 1) return `${shown[0]} is one word too many`;
  const others = left === 0 ? shown.splice(-1) : [`${left} more`];
  return `${shown.join(", ")} and ${others.join("")} are ${extra.length} words too many`;
}

/** The option whose value the words go on with: `--name Ana Lima`, where the operands stand elsewhere. */
function splitValue(
  { flags, operands: taken }: CommandSpec,
  operands: readonly string[],
  words: readonly string[],
): string | undefined {
  const extra = operands.slice(taken.length);
  const start = words.findLastIndex((_, index) =>
    extra.every((word, offset) => words[index + offset] === word),
  );
  if (start === -1) return undefined;
  const before = words[start - 1] ?? "";
  const [, joined, begun] = /^(?<option>--[\w-]+)=(?<value>.*)$/su.exec(before) ?? [];
  const [option = "", value] =
    joined === undefined ? words.slice(Math.max(start - 2, 0), start) : [joined, begun];
  const isValue = flags.some(
    ({ long, short, value: takes, choices }) =>
      takes !== undefined &&
      choices === undefined &&
      (option === `--${long}` || (short !== undefined && option === `-${short}`)),
  );
  return isValue && value !== undefined && !value.startsWith("-")
    ? `write ${option} ${shellWord([value, ...extra].join(" "))}`
    : undefined;
}

function providerHint(extra: string, { flags, operands }: CommandSpec): string | undefined {
  const provider = providerIds.find((id) => id === extra.toLowerCase());
  const isOperand = operands.some(
    ({ choices }) => provider !== undefined && choices?.includes(provider),
  );
  return provider !== undefined && !isOperand && flags.some(({ long }) => long === "provider")
    ? `name a provider with -p ${provider}`
    : undefined;
}

/** What to do with a word too many, where it says what it was to be. */
function strayHint(
  extra: string,
  words: readonly string[],
  flags: readonly Flag[],
): string | undefined {
  if (extra.startsWith("-") && words.includes("--")) {
    return "what stands behind -- is no option: put options before it";
  }
  const has = (wanted: string) => flags.some(({ long }) => long === wanted);
  if (!/^[\w.]+(?:\[[^\]]*\])?:?=./u.test(extra) || !has("set")) return undefined;
  return has("metadata")
    ? `to set a field by its path write --set ${shellWord(extra)}; a key of the metadata, --metadata`
    : `write --set ${shellWord(extra)}`;
}
