/** What a word of the command line may be. */
import { fieldNames, fieldOf } from "../../../domain/fields.ts";
import type { Provider } from "../../../providers/contract.ts";
import { allProviders } from "../../../providers/registry.ts";
import { mappingOf } from "../../../providers/wire/record.ts";
import { knownWords } from "../../../providers/wire/words.ts";
import type { CommandEntry, CommandSpec } from "../../args/command.ts";
import type { Flag } from "../../args/option.ts";
import type { Known, Suggestion } from "./known.ts";

/** Suggestions, or `files` where the shell knows better. */
export type Suggested = readonly Suggestion[] | "files";

/**
 * @param words before the current one, behind the program's name
 * @param lookUp gives what is known to a command line with these options
 */
export async function suggest(
  commands: readonly CommandEntry[],
  words: readonly string[],
  current: string,
  lookUp: (used: Used) => Known,
): Promise<Suggested> {
  const entry = commands.find(({ words: own }) =>
    own.split(" ").every((word, index) => words[index] === word),
  );
  const further = nextWords(commands, words);
  if (entry === undefined) return current.startsWith("-") ? general : further;
  const spec = await entry.load();
  const rest = words.slice(entry.words.split(" ").length);
  const { open, operands, used, isClosed } = readWords(spec.flags, rest);
  const known = lookUp(used);
  const isNamed = used.has("provider");
  const isOwnId = used.get("by") === "external-id";
  const meant = { known, isNamed, isOwnId, providers: once(() => providersMeant(used, known)) };
  if (open !== undefined) return valuesOf(open, current, meant);
  if (isClosed) return operandOf(spec, operands, meant);
  const [, long, value] = /^--(?<long>[\w-]+)=(?<value>.*)$/su.exec(current) ?? [];
  if (long !== undefined && value !== undefined) {
    const flag = spec.flags.find((one) => one.long === long);
    const found = flag === undefined ? [] : await valuesOf(flag, value, meant);
    return found === "files"
      ? []
      : found.map(({ value: one, ...more }) => ({ ...more, value: `--${long}=${one}` }));
  }
  if (current.startsWith("-")) return flagsOf(spec, used, await meant.providers());
  const own = used.has("resume") ? await known.runs() : await operandOf(spec, operands, meant);
  return own === "files" || rest.length > 0 ? own : [...further, ...own];
}

/** Options that stand on the line, by their long names. */
type Used = ReadonlyMap<string, string>;

/** What the line is about, looked up where it matters. */
interface Meant {
  readonly known: Known;
  /** Whether the line itself names a provider. */
  readonly isNamed: boolean;
  /** Whether customers are named by the user's own ids, which nothing recorded. */
  readonly isOwnId: boolean;
  /** Undefined: any. */
  readonly providers: () => Promise<readonly string[] | undefined>;
}

async function providersMeant(used: Used, known: Known): Promise<readonly string[] | undefined> {
  const named = used.get("provider") ?? (await known.provider());
  return named === undefined || named === "all" ? undefined : named.split(",");
}

function once<T>(look: () => Promise<T>): () => Promise<T> {
  let found: Promise<T> | undefined;
  return () => (found ??= look());
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
  let isClosed = false;
  for (const word of words) {
    if (isClosed) {
      operands += 1;
      continue;
    }
    if (open !== undefined) {
      used.set(open.long, word);
      open = undefined;
      continue;
    }
    // What stands behind it is no option.
    if (word === "--") {
      isClosed = true;
      continue;
    }
    const [name = "", value] = word.split("=", 2);
    const flag = flags.find(({ long, short }) => name === `--${long}` || name === `-${short}`);
    const off = flags.find(({ long, negatable }) => negatable === true && name === `--no-${long}`);
    if (off !== undefined) used.set(off.long, "false");
    else if (flag === undefined) {
      if (!word.startsWith("-")) operands += 1;
    } else if (flag.value !== undefined && value === undefined && flag.optional !== true)
      open = flag;
    else used.set(flag.long, value ?? "");
  }
  return { used, open, operands, isClosed };
}

function flagsOf(
  { flags }: CommandSpec,
  used: Used,
  chosen: readonly string[] | undefined,
): readonly Suggestion[] {
  const fitting = flags.filter(
    ({ long, repeatable, providers }) =>
      (repeatable === true || !used.has(long)) &&
      (chosen === undefined ||
        providers === undefined ||
        chosen.some((id) => providers.includes(id))),
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
  { long, value = "", choices, providers }: Flag,
  current: string,
  { known, providers: meant }: Meant,
): Promise<Suggested> {
  if (choices !== undefined) return choices.map((word) => ({ value: word }));
  if (long === "profile") return (await known.profiles()).map((name) => ({ value: name }));
  if (long === "provider") return inList(current, [{ value: "all" }, ...everyProvider]);
  if (long === "customer") return known.customers(await meant());
  if (long === "run" || long === "resume") return known.runs();
  const isPath = value === "path=value" || value === "a,b.c" || long === "unset";
  if (!isPath && /^(?:path|dir|file)$/u.test(value)) return "files";
  if (!isPath && providers === undefined && long !== "status") return [];
  const ids = await meant();
  // A field has its flag where it can be set, and in a filter everywhere.
  const chosen = allProviders.filter(
    ({ id }) =>
      (ids === undefined || ids.includes(id)) &&
      (providers === undefined || providers.includes(id)),
  );
  if (value === "path=value") return [...fieldPaths(chosen, "="), ...assigned(chosen, current)];
  if (value === "a,b.c") return inList(current, fieldPaths(chosen, ""));
  return isPath ? fieldPaths(chosen, "") : listed(chosen, ({ flag }) => flag === long);
}

const everyProvider = allProviders.map(({ id, title }) => ({ value: id, help: title }));

/** The next one of a list with commas: what is there already stays. */
function inList(current: string, one: readonly Suggestion[]): readonly Suggestion[] {
  const there = current.slice(0, current.lastIndexOf(",") + 1);
  const taken = there.split(",");
  return one
    .filter(({ value }) => !taken.includes(value))
    .map(({ value, ...more }) => ({ ...more, value: `${there}${value}` }));
}

/** `status=active`, where the field before the sign has a closed list. */
function assigned(chosen: readonly Provider[], current: string): readonly Suggestion[] {
  const [, field] = /^(?<field>[\w.]+)=/u.exec(current) ?? [];
  if (field === undefined) return [];
  const settable = chosen.filter((each) =>
    fieldNames.some((name) => name === field && mappingOf(each, name)?.access !== "read-only"),
  );
  return listed(settable, (_facts, name) => name === field).map(({ value }) => ({
    value: `${field}=${value}`,
  }));
}

function fieldPaths(chosen: readonly Provider[], end: string): readonly Suggestion[] {
  return fieldNames
    .filter((name) => chosen.some((each) => mappingOf(each, name) !== undefined))
    .map((name) => ({ value: `${name}${end}`, help: fieldOf(name).help }));
}

/** The words of a field that has a closed list somewhere. */
function listed(
  chosen: readonly Provider[],
  isMeant: (facts: ReturnType<typeof fieldOf>, name: string) => boolean,
): readonly Suggestion[] {
  const field = fieldNames.find((name) => isMeant(fieldOf(name), name));
  if (field === undefined) return [];
  const words = chosen.flatMap((each) => knownWords(each, field));
  return [...new Set(words)].map((word) => ({ value: word }));
}

async function operandOf(
  { operands }: CommandSpec,
  given: number,
  { known, isNamed, isOwnId, providers }: Meant,
): Promise<Suggested> {
  const last = operands.at(-1);
  const operand = operands[given] ?? (last?.variadic === true ? last : undefined);
  if (operand?.choices !== undefined) return operand.choices.map((value) => ({ value }));
  if (isOwnId && ["id", "ref"].includes(operand?.name ?? "")) return [];
  const isId = operand?.name === "id" || (operand?.name === "ref" && isNamed);
  if (isId) return known.customers(await providers());
  if (operand?.name === "ref") return known.refs();
  if (operand?.name === "change") return [...(await known.changes()), ...(await known.runs())];
  return operand?.name === "plan" ? "files" : [];
}
