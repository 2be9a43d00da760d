/** Options that several commands share. */
import { providerIds } from "../../../providers/registry.ts";
import type { MachineFormat } from "../../../render/machine/machine.ts";
import type { OutputFormat } from "../../../render/view.ts";
import { optionsUnder, withDefault } from "../kinds.ts";
import type { ValuesOf } from "../option.ts";

const which = optionsUnder("Which customer:", "renewable");
const output = optionsUnder("Output:");
const network = optionsUnder("Network:");
const emulator = optionsUnder("Emulator:");

/** Forms for programs. */
export const machineFormats = [
  "json",
  "ndjson",
  "csv",
  "yaml",
] as const satisfies readonly MachineFormat[];
/** Every form a result can take; not every command has all. */
export const outputFormats: readonly OutputFormat[] = ["table", ...machineFormats, "markdown"];

/** Bytes: a comment of a pull request takes as many characters, and characters are never more than bytes. */
export const usualMaxSize = 65_536;

/** How long the Markdown of a run may be. */
export const maxSizeOption = {
  maxSize: output.count(
    { least: 4096, most: 67_108_864 },
    `bytes of a run in Markdown (default: ${usualMaxSize}, a comment's; with --summary 1048576, a step's)`,
  ),
};

/** Where a CI step shows its result. */
export const summaryOption = {
  summary: output.flag("append the result as Markdown to the file that GITHUB_STEP_SUMMARY names"),
};

/** `--output` with the forms that the command has. */
export const formatOption = (formats: readonly OutputFormat[]) => ({
  output: output.choice("format", formats, "form of the result on stdout (default: table)", {
    short: "o",
  }),
});

export const providerOption = (help: string) => ({
  provider: which.choice("name", providerIds, help, { short: "p", recorded: true }),
});

/** Which account of a provider that is known already. */
export const profileOptions = {
  profile: which.text("name", "profile of the configuration"),
  config: which.configuration(
    "path",
    "configuration file, instead of the ones that are looked for",
    "a configuration is not read from stdin: name a file, or set variables, which are listed by billing help environment",
  ),
  baseUrl: which.text("url", "everything before the resource path, instead of the provider's own"),
};

/** Which customer, where. */
export const customerOptions = {
  by: withDefault(
    which.choice(
      "kind",
      ["id", "external-id"],
      "whether <id> is the provider's id or your own (default: id)",
      { recorded: true },
    ),
    "id",
  ),
  ...providerOption("billing provider; else the configuration's"),
  ...profileOptions,
};

/** How the conversation looks, where no provider is spoken to. */
export const localOutputOptions = {
  color: output.choice(
    "when",
    ["auto", "always", "never"],
    "colour; auto obeys NO_COLOR, FORCE_COLOR and whether the stream is a terminal",
  ),
  quiet: output.defaultable("nothing on stderr but errors", { short: "q" }),
};

/** How the conversation looks. */
export const outputOptions = {
  ...localOutputOptions,
  debug: output.flag("show the exchanges on stderr, credentials masked"),
};

const networkOptions = {
  timeout: network.seconds("for each request (default: 30)"),
  noRetry: network.flag("try every request once"),
  maxWait: network.seconds(
    "longest waiting for retries of one request, 429 included (default: 60)",
  ),
};

export const emulatorStateOption = {
  emulatorState: emulator.text("dir", "where the emulator keeps its records"),
};

/** How the emulator treats its callers. */
export const mischiefOptions = {
  fault: emulator.texts(
    "fault",
    "make the emulator fail, such as any:update:429;retryAfter=2; see: billing help faults",
  ),
  limit: emulator.texts(
    "limit",
    "how many requests the emulator takes, such as any=60/m or any=off; see: billing help faults",
  ),
};

export const emulatorOptions = {
  emulator: emulator.defaultable("talk to the embedded emulator: no key, no network"),
  ...emulatorStateOption,
  ...mischiefOptions,
};

/** The last options of every command that talks to a provider. */
export const talkingOptions = { ...outputOptions, ...networkOptions, ...emulatorOptions };

/** What leads to a provider. */
export type ConnectionOptions = ValuesOf<
  typeof profileOptions & typeof networkOptions & typeof emulatorOptions
> & {
  /** Missing: the command knows it from elsewhere, or the configuration says it. */
  readonly provider?: string | undefined;
};

/** What `--unlisted` and `--native` say wherever they stand. */
export const unlistedHelp = "let a value through that our copy of the provider's list lacks";
export const nativeHelp = "the file's keys are the provider's own, as its API documents the body";
