/** Options that several commands share. */
import { providerIds } from "../../providers/registry.ts";
import { choice, flag, seconds, text, texts, type ValuesOf } from "./option.ts";

const which = "Which customer:";
const output = "Output:";
const network = "Network:";
const emulator = "Emulator:";

/** Forms for programs. */
export const machineFormats = ["json", "ndjson", "yaml"] as const;
/** Every form a result can take; not every command has all. */
export const outputFormats = ["table", ...machineFormats, "markdown"] as const;
export type OutputFormat = (typeof outputFormats)[number];

/** `--output` with the forms that the command has. */
export const formatOption = <const Format extends OutputFormat>(formats: readonly Format[]) => ({
  output: choice("format", formats, {
    short: "o",
    help: "form of the result on stdout (default: table)",
    group: output,
    recorded: false,
  }),
});

export const providerOption = (help: string) => ({
  provider: choice("name", providerIds, { short: "p", help, group: which, recorded: true }),
});

/** Which account of a provider that is known already. */
export const profileOptions = {
  profile: text("name", {
    help: "profile of the configuration",
    group: which,
    recorded: "renewable",
  }),
  config: text("path", {
    help: "configuration file, instead of the ones that are looked for",
    group: which,
    recorded: "renewable",
  }),
  baseUrl: text("url", {
    help: "everything before the resource path, instead of the provider's own",
    group: which,
    recorded: "renewable",
  }),
};

/** Which customer, where. */
export const customerOptions = {
  by: choice(
    "kind",
    ["id", "external-id"],
    {
      help: "whether <id> is the provider's id or your own (default: id)",
      group: which,
      recorded: true,
    },
    "id",
  ),
  ...providerOption("billing provider; else the configuration's"),
  ...profileOptions,
};

const colorOption = {
  color: choice("when", ["auto", "always", "never"], {
    help: "colour; auto obeys NO_COLOR, FORCE_COLOR and whether the stream is a terminal",
    group: output,
    recorded: false,
  }),
};

const quietOption = {
  quiet: flag({
    short: "q",
    help: "nothing on stderr but errors",
    group: output,
    recorded: false,
  }),
};

/** How the conversation looks, where no provider is spoken to. */
export const localOutputOptions = { ...colorOption, ...quietOption };

/** How the conversation looks. */
export const outputOptions = {
  ...localOutputOptions,
  debug: flag({
    help: "show the exchanges on stderr, credentials masked",
    group: output,
    recorded: false,
  }),
};

export const networkOptions = {
  timeout: seconds({ help: "for each request (default: 30)", group: network, recorded: false }),
  noRetry: flag({ help: "try every request once", group: network, recorded: false }),
  maxWait: seconds({
    help: "longest waiting for retries of one request, 429 included (default: 60)",
    group: network,
    recorded: false,
  }),
};

export const emulatorStateOption = {
  emulatorState: text("dir", {
    help: "where the emulator keeps its records",
    group: emulator,
    recorded: false,
  }),
};

/** How the emulator treats its callers. */
export const mischiefOptions = {
  fault: texts("fault", {
    help: "make the emulator fail, such as any:update:429;retryAfter=2; see: billing help faults",
    group: emulator,
    recorded: false,
  }),
  limit: texts("limit", {
    help: "how many requests the emulator takes, such as any=60/m or any=off; see: billing help faults",
    group: emulator,
    recorded: false,
  }),
};

export const emulatorOptions = {
  emulator: flag({
    help: "talk to the embedded emulator: no key, no network",
    group: emulator,
    recorded: false,
  }),
  ...emulatorStateOption,
  ...mischiefOptions,
};

/** What leads to a provider. */
export type ConnectionOptions = ValuesOf<
  typeof profileOptions & typeof networkOptions & typeof emulatorOptions
> & {
  /** Missing: the command knows it from elsewhere, or the configuration says it. */
  readonly provider?: string | undefined;
};
