/** Which options a help lists. */
import type { CommandSpec } from "../../args/command.ts";
import { commonHeading, type ShownCommand } from "../../args/commander.ts";
import type { Flag } from "../../args/option.ts";

/** What a help is asked for. */
export interface HelpAsked {
  /** Every option. */
  readonly all: boolean;
  /** Fields of this provider alone. */
  readonly provider?: string;
}

/** Options that are looked for most, whichever command has them. */
const common = new Set(
  [
    "provider by metadata set unset file from dry-run yes output fields emulator",
    "limit all search email name last since customer outcome run resolve if-exists credential project",
    "port customers no-input profile",
  ].flatMap((names) => names.split(" ")),
);
/** A command with so few has no others. */
const few = 11;

/** The command as its help shows it. */
export function chooseFlags(spec: CommandSpec, { all, provider }: HelpAsked): ShownCommand {
  const fitting = spec.flags.flatMap((flag) => fittingTo(flag, provider));
  const isShort = !all && fitting.length > few;
  const examples = all ? spec.examples : nearest(spec.examples, provider).slice(0, 3);
  const shown = { ...spec, examples };
  if (!isShort) return { spec: { ...shown, flags: fitting }, named: [], left: 0 };
  // What a run shows of each row is looked for less.
  const isRun = fitting.some(({ long }) => long === "from");
  const named = provider === undefined ? [] : fitting.filter(isOfField);
  const flags = fitting.filter(
    (flag) =>
      isCommon(flag) &&
      !named.includes(flag) &&
      !(isRun && flag.long === "fields") &&
      !(provider !== undefined && flag.long === "provider"),
  );
  const { description: _description, ...short } = shown;
  const left = fitting.length - flags.length - named.length;
  return { spec: { ...short, flags: flags.map(isRun ? inBrief : inOneGroup) }, named, left };
}

/** Those of the provider first. */
function nearest(examples: readonly string[], provider: string | undefined): readonly string[] {
  const isOwn = (example: string) => example.includes(` -p ${provider} `);
  return [...examples.filter(isOwn), ...examples.filter((example) => !isOwn(example))];
}

const isOfField = ({ providers }: Flag) => providers !== undefined;

function isCommon({ long, value, isEverywhere }: Flag): boolean {
  return isEverywhere === true || (common.has(long) && value !== "limit");
}

/** Which providers have a field is not said where one was chosen. */
function fittingTo(flag: Flag, provider: string | undefined): readonly Flag[] {
  const { providers, help } = flag;
  if (provider === undefined || providers === undefined) return [flag];
  return providers.includes(provider)
    ? [{ ...flag, help: help.replace(` (${providers.join(", ")})`, "") }]
    : [];
}

function inOneGroup({ negatable: _negatable, ...flag }: Flag): Flag {
  return { ...flag, group: commonHeading };
}

/** Of what many options say there is only room for what stands before the first semicolon. */
function inBrief(flag: Flag): Flag {
  return inOneGroup({ ...flag, help: flag.help.replace(/; .*$/su, "") });
}
