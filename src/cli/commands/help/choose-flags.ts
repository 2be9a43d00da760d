/** Which options a help lists. */
import type { CommandSpec } from "../../args/command.ts";
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
const few = 12;

/** The command as its help shows it, and how many options that leaves out. */
export function chooseFlags(
  spec: CommandSpec,
  { all, provider }: HelpAsked,
): { readonly spec: CommandSpec; readonly left: number } {
  const fitting = spec.flags.flatMap((flag) => fittingTo(flag, provider));
  const isShort = !all && fitting.length > few;
  // What a run shows of each row is looked for less.
  const isRun = fitting.some(({ long }) => long === "from");
  const flags = isShort
    ? fitting
        .filter((flag) => isCommon(flag, provider) && !(isRun && flag.long === "fields"))
        .map(inOneGroup)
    : fitting;
  const shown: CommandSpec = {
    ...spec,
    flags,
    examples: spec.examples.slice(0, all ? undefined : 3),
  };
  if (!isShort) return { spec: shown, left: 0 };
  const { description: _description, ...short } = shown;
  return { spec: short, left: fitting.length - flags.length };
}

/** A field where every provider has it, or where one was chosen, which has it. */
function isCommon(
  { long, value, providers, isEverywhere }: Flag,
  provider: string | undefined,
): boolean {
  if (providers === undefined) return common.has(long) && value !== "limit";
  return provider !== undefined || isEverywhere === true || common.has(long);
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
  return { ...flag, group: "Common options:" };
}
