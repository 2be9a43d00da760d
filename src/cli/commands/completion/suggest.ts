/** What a word of the command line may be. */
import { fieldNames, fieldOf } from "../../../domain/fields.ts";
import type { Provider } from "../../../providers/contract.ts";
import { allProviders } from "../../../providers/registry.ts";
import { mappingOf } from "../../../providers/wire/record.ts";
import type { CommandEntry, CommandSpec } from "../../args/command.ts";
import type { Flag } from "../../args/option.ts";

interface Suggestion {
  readonly value: string;
  readonly help?: string;
}

/** What has to be looked up, and is only where it is asked for. */
export interface Known {
  readonly profiles: () => Promise<readonly string[]>;
  /** Customers that were changed lately, newest first. */
  readonly customers: (provider: string | undefined) => Promise<readonly Suggestion[]>;
  readonly changes: () => Promise<readonly Suggestion[]>;
}

/** Suggestions, or `files` where the shell knows better. */
export type Suggested = readonly Suggestion[] | "files";

/** @param words before the current one, behind the program's name */
export async function suggest(
  commands: readonly CommandEntry[],
  words: readonly string[],
  current: string,
  known: Known,
): Promise<Suggested> {
  const entry = commands.find(({ words: own }) =>
    own.split(" ").every((word, index) => words[index] === word),
  );
  const further = nextWords(commands, words);
  if (entry === undefined) return current.startsWith("-") ? general : further;
  const spec = await entry.load();
  const rest = words.slice(entry.words.split(" ").length);
  const { open, operands, used } = readWords(spec.flags, rest);
  const provider = used.get("provider");
  if (open !== undefined) return valuesOf(open, provider, known);
  const [, long, value] = /^--(?<long>[\w-]+)=(?<value>.*)$/su.exec(current) ?? [];
  if (long !== undefined && value !== undefined) {
    const flag = spec.flags.find((one) => one.long === long);
    const found = flag === undefined ? [] : await valuesOf(flag, provider, known);
    return found === "files"
      ? []
      : found.map(({ value: one, ...more }) => ({ ...more, value: `--${long}=${one}` }));
  }
  if (current.startsWith("-")) return flagsOf(spec, used, provider);
  const own = await operandOf(spec, operands, provider, known);
  return own === "files" || rest.length > 0 ? own : [...further, ...own];
}

const general: readonly Suggestion[] = [
  { value: "--help", help: "show help" },
  { value: "--version", help: "show the version" },
];

function nextWords(commands: readonly CommandEntry[], words: readonly string[]) {
  const found = new Map<string, Suggestion>();
  for (const { words: own, summary } of commands) {
    const path = own.split(" ");
    const next = path[words.length];
    if (next === undefined || !words.every((word, index) => path[index] === word)) continue;
    const isLast = path.length === words.length + 1;
    if (isLast || !found.has(next))
      found.set(next, { value: next, ...(isLast ? { help: summary } : {}) });
  }
  return [...found.values()];
}

function readWords(flags: readonly Flag[], words: readonly string[]) {
  const used = new Map<string, string>();
  let open: Flag | undefined;
  let operands = 0;
  for (const word of words) {
    if (open !== undefined) {
      used.set(open.long, word);
      open = undefined;
      continue;
    }
    const [name = "", value] = word.split("=", 2);
    const flag = flags.find(({ long, short }) => name === `--${long}` || name === `-${short}`);
    if (flag === undefined) {
      if (!word.startsWith("-")) operands += 1;
    } else if (flag.value !== undefined && value === undefined && flag.optional !== true)
      open = flag;
    else used.set(flag.long, value ?? "");
  }
  return { used, open, operands };
}

function flagsOf(
  { flags }: CommandSpec,
  used: ReadonlyMap<string, string>,
  provider: string | undefined,
): readonly Suggestion[] {
  const fitting = flags.filter(
    ({ long, repeatable, providers }) =>
      (repeatable === true || !used.has(long)) &&
      (provider === undefined || providers?.includes(provider) !== false),
  );
  return [
    ...fitting.flatMap(({ long, negatable, help }) => [
      { value: `--${long}`, help },
      ...(negatable === true ? [{ value: `--no-${long}`, help: `not: ${help}` }] : []),
    ]),
    { value: "--help", help: "show the common options" },
    { value: "--help-all", help: "show every option" },
  ];
}

async function valuesOf(
  flag: Flag,
  provider: string | undefined,
  known: Known,
): Promise<Suggested> {
  const { long, value = "", choices, providers } = flag;
  if (choices !== undefined) return choices.map((word) => ({ value: word }));
  if (long === "profile") return (await known.profiles()).map((name) => ({ value: name }));
  if (long === "provider") return allProviders.map(({ id, title }) => ({ value: id, help: title }));
  const chosen = allProviders.filter(({ id }) => provider === undefined || id === provider);
  if (value === "path=value") return fieldPaths(chosen, "=");
  if (long === "unset" || value === "a,b.c") return fieldPaths(chosen, "");
  if (/^(?:path|dir|file)$/u.test(value)) return "files";
  if (long === "customer") return known.customers(provider);
  return providers === undefined && long !== "status" ? [] : listed(chosen, long);
}

function fieldPaths(chosen: readonly Provider[], end: string): readonly Suggestion[] {
  return fieldNames
    .filter((name) => chosen.some((each) => mappingOf(each, name) !== undefined))
    .map((name) => ({ value: `${name}${end}`, help: fieldOf(name).help }));
}

/** The words of a field that has a closed list somewhere. */
function listed(chosen: readonly Provider[], flag: string): readonly Suggestion[] {
  const field = fieldNames.find((name) => fieldOf(name).flag === flag);
  if (field === undefined) return [];
  const words = chosen.flatMap((each) =>
    (mappingOf(each, field)?.rules ?? []).flatMap(({ choices }) => choices ?? []),
  );
  return [...new Set(words)].map((word) => ({ value: word }));
}

async function operandOf(
  { operands }: CommandSpec,
  given: number,
  provider: string | undefined,
  known: Known,
): Promise<Suggested> {
  const last = operands.at(-1);
  const operand = operands[given] ?? (last?.variadic === true ? last : undefined);
  if (operand?.choices !== undefined) return operand.choices.map((value) => ({ value }));
  if (operand?.name === "id") return known.customers(provider);
  if (operand?.name === "change") return known.changes();
  return operand?.name === "plan" ? "files" : [];
}
