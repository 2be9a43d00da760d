import type { Warning } from "../domain/change.ts";
import { didYouMean } from "../domain/text/nearest.ts";
import type { ProviderSettings } from "../domain/settings.ts";
import type { Host } from "../host/host.ts";
import type { ConfigContext, Setting } from "./config.ts";
import { generalSettings } from "./settings/general-settings.ts";

/** One variable that the program heeds. */
export interface EnvironmentVariable {
  readonly name: string;
  readonly help: string;
  /** The setting it stands for, where it belongs to a provider. */
  readonly provider?: string;
  readonly setting?: string;
  readonly secret?: true;
}

/** Variables that belong to no provider. An empty variable counts as unset. */
const common = {
  provider: { name: "BILLING_PROVIDER", help: "Default for --provider" },
  profile: { name: "BILLING_PROFILE", help: "Default for --profile" },
  config: { name: "BILLING_CONFIG", help: "Default for --config" },
  emulator: { name: "BILLING_EMULATOR", help: "1 stands for --emulator, 0 for --no-emulator" },
  emulatorState: {
    name: "BILLING_EMULATOR_STATE",
    help: "Directory in which --emulator keeps its records",
  },
  journal: {
    name: "BILLING_JOURNAL",
    help: "Default for --journal: the file that changes are recorded in, with runs beside it",
  },
  configHome: {
    name: "XDG_CONFIG_HOME",
    help: "Directory of billing/config.yaml, the user's configuration (default ~/.config)",
  },
  stateHome: {
    name: "XDG_STATE_HOME",
    help: "Directory of billing/, the journal and the emulator's records (default ~/.local/state)",
  },
  cacheHome: {
    name: "XDG_CACHE_HOME",
    help: "Directory of billing/, the compiled program, to start sooner (default ~/.cache)",
  },
  noCompileCache: {
    name: "NODE_DISABLE_COMPILE_CACHE",
    help: "1 keeps no compiled program",
  },
  httpsProxy: {
    name: "HTTPS_PROXY",
    help: "Proxy for the providers, http://user:password@host:port; lower case too, and before it",
  },
  allProxy: { name: "ALL_PROXY", help: "Proxy where HTTPS_PROXY is not set; lower case too" },
  httpProxy: {
    name: "HTTP_PROXY",
    help: "Proxy for addresses of plain http, which are on loopback alone, where none is used",
  },
  noProxy: {
    name: "NO_PROXY",
    help: "Hosts called without a proxy: names with what is below them, addresses, ranges such as 10.0.0.0/8, each with :port if need be; or *",
  },
  extraCa: {
    name: "NODE_EXTRA_CA_CERTS",
    help: "File of certificates, in PEM, to trust beside the usual ones; or ca in the configuration",
  },
  noColor: { name: "NO_COLOR", help: "No colour, if set and not empty" },
  forceColor: {
    name: "FORCE_COLOR",
    help: "Colour even where the output is no terminal; NO_COLOR wins",
  },
  visual: {
    name: "VISUAL",
    help: "Editor of customers edit, with its arguments, such as code --wait; stronger than EDITOR",
  },
  editor: { name: "EDITOR", help: "The same; vi where neither is set" },
  ci: { name: "CI", help: "Personal data in tables and Markdown is masked where it is set" },
  stepSummary: {
    name: "GITHUB_STEP_SUMMARY",
    help: "File that --summary appends to; GitHub Actions sets it in each step",
  },
  githubActions: {
    name: "GITHUB_ACTIONS",
    help: "Where it is true, errors and warnings are annotations, too",
  },
} as const satisfies Readonly<Record<string, EnvironmentVariable>>;

export const stepSummaryVariable = common.stepSummary.name;

/** Every variable, the common ones first, then provider by provider; `billing help environment` prints them. */
export function environmentVariables(
  providers: readonly ProviderSettings[],
): readonly EnvironmentVariable[] {
  return [...Object.values(common), ...providers.flatMap(variablesOf)];
}

/** `maple`, `companyId` → `BILLING_MAPLE_COMPANY_ID`. */
export function variableName(provider: string, setting: string): string {
  return `BILLING_${upperSnake(provider)}_${upperSnake(setting)}`;
}

/** What the environment says of the configuration. */
export interface Environment {
  readonly provider: string | undefined;
  readonly profile: string | undefined;
  readonly config: string | undefined;
  /** Absolute, as the XDG base directory specification demands; a relative one is ignored. */
  readonly configHome: string | undefined;
  /** Settings by provider id and name. */
  readonly settings: Readonly<Record<string, Readonly<Record<string, Setting>>>>;
}

export function readEnvironment({ host, providers }: ConfigContext): Environment {
  return {
    provider: readVariable(host, common.provider.name),
    profile: readVariable(host, common.profile.name),
    config: readVariable(host, common.config.name),
    configHome: readVariable(host, common.configHome.name),
    settings: Object.fromEntries(
      providers.map((provider) => [provider.id, readSettings(host, provider)]),
    ),
  };
}

/** The value of any variable; undefined when it is unset or empty. */
export function readVariable(host: Host, name: string): string | undefined {
  const value = Object.hasOwn(host.env, name) ? host.env[name] : undefined;
  return value === "" ? undefined : value;
}

/** A warning for each `BILLING_*` variable that nothing heeds; `referenced` are those that a file names. */
export function unknownVariables(
  { host, providers }: ConfigContext,
  referenced: ReadonlySet<string>,
): readonly Warning[] {
  const known = environmentVariables(providers).map(({ name }) => name);
  return Object.keys(host.env)
    .filter((name) => name.startsWith("BILLING_") && readVariable(host, name) !== undefined)
    .filter((name) => !known.includes(name) && !referenced.has(name))
    .toSorted()
    .map((name) => ({
      code: "unknown_variable",
      message: `the environment variable ${name} means nothing here${didYouMean(name, known)}`,
    }));
}

function variablesOf(provider: ProviderSettings): readonly EnvironmentVariable[] {
  return Object.entries({ ...provider.settings, ...generalSettings }).map(([setting, spec]) => ({
    name: variableName(provider.id, setting),
    help: spec.help,
    provider: provider.id,
    setting,
    ...("secret" in spec ? { secret: true as const } : {}),
  }));
}

function readSettings(host: Host, provider: ProviderSettings): Record<string, Setting> {
  const settings: Record<string, Setting> = {};
  for (const { name, setting } of variablesOf(provider)) {
    const value = readVariable(host, name);
    if (value !== undefined && setting !== undefined) {
      settings[setting] = { value, origin: { kind: "environment", name }, location: { name } };
    }
  }
  return settings;
}

function upperSnake(name: string): string {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/gu, "$1_$2")
    .replaceAll(/[^A-Za-z0-9]+/gu, "_")
    .toUpperCase();
}
