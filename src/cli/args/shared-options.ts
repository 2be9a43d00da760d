/** Options that several commands share. */
import { providerIds } from "../../providers/registry.ts";
import { type MachineFormat, printers } from "../../render/machine/machine.ts";
import type { OutputFormat } from "../../render/view.ts";
import type { OptionSpec } from "./command.ts";

const which = "Which customer:";
const output = "Output:";
const network = "Network:";
const emulator = "Emulator:";

/** Forms for programs. */
export const machineFormats = Object.keys(printers) as MachineFormat[];
/** Every form a result can take; not every command has all. */
export const outputFormats: readonly OutputFormat[] = ["table", ...machineFormats, "markdown"];

/** `--output` with the forms that the command has. */
export const formatOption = (choices: readonly OutputFormat[]): OptionSpec => ({
  long: "output",
  short: "o",
  value: "format",
  choices,
  help: "form of the result on stdout (default: table)",
  group: output,
});

/** Which provider, with which account. */
export const accountOptions: readonly OptionSpec[] = [
  {
    long: "provider",
    short: "p",
    value: "name",
    choices: providerIds,
    help: "billing provider; else the configuration's",
    group: which,
  },
  { long: "profile", value: "name", help: "profile of the configuration", group: which },
  {
    long: "config",
    value: "path",
    help: "configuration file, instead of the ones that are looked for",
    group: which,
  },
  {
    long: "base-url",
    value: "url",
    help: "everything before the resource path, instead of the provider's own",
    group: which,
  },
];

/** Which customer, besides. */
export const customerOptions: readonly OptionSpec[] = [
  {
    long: "by",
    value: "kind",
    choices: ["id", "external-id"],
    help: "whether <id> is the provider's id or your own (default: id)",
    group: which,
  },
  ...accountOptions,
];

/** How the conversation looks. */
export const outputOptions: readonly OptionSpec[] = [
  {
    long: "color",
    value: "when",
    choices: ["auto", "always", "never"],
    help: "colour; auto obeys NO_COLOR, FORCE_COLOR and whether the stream is a terminal",
    group: output,
  },
  {
    long: "quiet",
    short: "q",
    help: "nothing on stderr but errors",
    group: output,
  },
  {
    long: "debug",
    help: "show the exchanges on stderr, credentials masked",
    group: output,
  },
];

export const networkOptions: readonly OptionSpec[] = [
  {
    long: "timeout",
    value: "seconds",
    help: "for each request (default: 30)",
    group: network,
  },
  { long: "no-retry", help: "try every request once", group: network },
  {
    long: "max-wait",
    value: "seconds",
    help: "longest waiting for retries of one request, 429 included (default: 60)",
    group: network,
  },
];

export const emulatorStateOption: OptionSpec = {
  long: "emulator-state",
  value: "dir",
  help: "where the emulator keeps its records",
  group: emulator,
};

export const faultOption: OptionSpec = {
  long: "fault",
  value: "fault",
  repeatable: true,
  help: "make the emulator fail, such as any:update:429;retryAfter=2; see: billing help faults",
  group: emulator,
};

export const limitOption: OptionSpec = {
  long: "limit",
  value: "limit",
  repeatable: true,
  help: "how many requests the emulator takes, such as any=60/m or any=off; see: billing help faults",
  group: emulator,
};

export const emulatorOptions: readonly OptionSpec[] = [
  {
    long: "emulator",
    help: "talk to the embedded emulator: no key, no network",
    group: emulator,
  },
  emulatorStateOption,
  faultOption,
  limitOption,
];
