import { compact } from "../domain/compact.ts";
import type { Warning } from "../domain/change.ts";
import { BillingError, type Complaint } from "../domain/errors.ts";
import { didYouMean } from "../domain/text/nearest.ts";
import type { Host } from "../host/host.ts";
import type { Origin } from "../domain/settings.ts";
import { configError } from "./config-error.ts";
import type { Choice, Config, ConfigContext, Setting } from "./config.ts";
import { unheededConfirm } from "./defaults/confirm-defaults.ts";
import { defaultsIn } from "./defaults/defaults.ts";
import { readEnvironment, unknownVariables, type Environment } from "./environment.ts";
import { ignoredPlaces } from "./files/paths.ts";
import {
  fileSettings,
  holdsSecret,
  originOf,
  profileOf,
  referencedVariables,
} from "./files/file-settings.ts";
import { readableByOthers } from "./files/permissions.ts";
import { hiddenPlaces, placesOf } from "./files/places.ts";
import { holdsProxyPassword, networkSettings } from "./network/network.ts";
import { findFile, readGivenFile, type ReadFile } from "./files/read-file.ts";

/** What the command line says of the configuration. */
export interface ConfigFlags {
  readonly config?: string;
  readonly profile?: string;
  readonly provider?: string;
}

/**
 * Reads the environment and the configuration files and merges them setting by setting: flags, environment, project
 * file, user file. A file given by `--config` or `BILLING_CONFIG` stands alone: nothing else is searched. Secrets stay
 * references.
 *
 * @throws {BillingError} usage: for an unknown `--provider`
 * @throws {BillingError} auth: with every complaint about files and environment
 */
export async function loadConfig(
  context: ConfigContext & { readonly flags: ConfigFlags },
): Promise<Config> {
  const { providers, flags } = context;
  const ids = providers.map(({ id }) => id);
  if (flags.provider !== undefined && !ids.includes(flags.provider)) {
    throw BillingError.usage([unknownProvider("--provider", flags.provider, ids)]);
  }
  const environment = readEnvironment(context);
  const files = await readFiles(context, flags, environment);
  const complaints = files.flatMap((read) => read.complaints);
  if (environment.provider !== undefined && !ids.includes(environment.provider)) {
    complaints.push(unknownProvider("BILLING_PROVIDER", environment.provider, ids));
  }
  if (complaints.length > 0) throw configError(complaints);

  const profile = choose(
    "profile",
    flags.profile,
    environment.profile,
    files,
    (read) => read.content.profile,
  );
  if (profile !== undefined) checkProfile(profile, files);
  const provider = choose(
    "provider",
    flags.provider,
    environment.provider,
    files,
    ({ content }) =>
      (profile === undefined ? undefined : profileOf(content, profile.value)?.provider) ??
      content.provider,
  );
  const verify = choose("verify", undefined, undefined, files, ({ content }) =>
    typeof content.verify === "string" ? content.verify : undefined,
  );
  const isNamed = flags.config !== undefined || environment.config !== undefined;
  const layers = files.map((read) => fileSettings(read, profile?.value));
  return {
    ...compact({ provider, profile, verify }),
    defaults: defaultsIn(context.host, files, profile?.value),
    mask: files.flatMap(({ content }) => (Array.isArray(content.mask) ? content.mask : [])),
    files: files.map(({ file }) => file),
    profiles: profilesIn(files),
    network: networkSettings(files, profile?.value),
    settings: merge([environment.settings, ...layers], ids),
    warnings: [
      ...ignoredPlaces(context.host),
      ...unknownVariables(context, referencedVariables(files)),
      ...files.flatMap((read) => read.warnings),
      ...(isNamed
        ? []
        : hiddenPlaces(context.host, placesOf(context.host, environment.configHome))),
      ...unheededConfirm(files, profile?.value),
      ...exposedSecrets(context, files),
    ],
  };
}

/** What each host's files said: a command asks more than once, and is to be told the same. */
const known = new WeakMap<Host, Map<string | undefined, Promise<readonly ReadFile[]>>>();

/** To be called by who has written a file of them. */
export function forgetFiles(host: Host): void {
  known.delete(host);
}

function readFiles(
  context: ConfigContext,
  flags: ConfigFlags,
  environment: Environment,
): Promise<readonly ReadFile[]> {
  const { host } = context;
  const read = known.get(host) ?? new Map<string | undefined, Promise<readonly ReadFile[]>>();
  known.set(host, read);
  const files = read.get(flags.config) ?? readAnew(context, flags, environment);
  read.set(flags.config, files);
  return files;
}

async function readAnew(
  context: ConfigContext,
  flags: ConfigFlags,
  environment: Environment,
): Promise<readonly ReadFile[]> {
  if (flags.config !== undefined) return [await readGivenFile(context, flags.config, "--config")];
  if (environment.config !== undefined) {
    return [await readGivenFile(context, environment.config, "BILLING_CONFIG")];
  }
  const { project, user } = placesOf(context.host, environment.configHome);
  const found = await Promise.all([
    findFile(context, "project", project),
    findFile(context, "user", user),
  ]);
  return found.filter((read) => read !== undefined);
}

function choose(
  name: "provider" | "profile" | "verify",
  flag: string | undefined,
  variable: string | undefined,
  files: readonly ReadFile[],
  pick: (read: ReadFile) => string | undefined,
): Choice | undefined {
  if (flag !== undefined) return { value: flag, origin: { kind: "flag", name: `--${name}` } };
  if (variable !== undefined) {
    const origin: Origin = { kind: "environment", name: `BILLING_${name.toUpperCase()}` };
    return { value: variable, origin };
  }
  for (const read of files) {
    const value = pick(read);
    if (value !== undefined) return { value, origin: originOf(read) };
  }
  return undefined;
}

function checkProfile({ value, origin }: Choice, files: readonly ReadFile[]): void {
  const names = profilesIn(files);
  if (names.includes(value)) return;
  throw configError([
    {
      location: { name: origin.name },
      message: `there is no profile "${value}"${didYouMean(value, names)}`,
      hint:
        names.length === 0
          ? "no configuration file that was read has profiles; add one under profiles"
          : `profiles are ${names.join(", ")}`,
    },
  ]);
}

function profilesIn(files: readonly ReadFile[]): readonly string[] {
  return [...new Set(files.flatMap(({ content }) => Object.keys(content.profiles ?? {})))];
}

function merge(
  layers: readonly Config["settings"][],
  ids: readonly string[],
): Record<string, Record<string, Setting>> {
  const strongestLast = layers.toReversed();
  return Object.fromEntries(
    ids.map((id) => [
      id,
      Object.assign({}, ...strongestLast.map((layer) => layer[id] ?? {})) as Record<
        string,
        Setting
      >,
    ]),
  );
}

function exposedSecrets(
  { host, providers }: ConfigContext,
  files: readonly ReadFile[],
): readonly Warning[] {
  const holding = files.filter((read) => holdsSecret(read, providers) || holdsProxyPassword(read));
  return holding.flatMap(({ file }) => readableByOthers(host, file.path, file.name));
}

function unknownProvider(source: string, name: string, ids: readonly string[]): Complaint {
  return {
    location: { name: source },
    message: `there is no provider "${name}"${didYouMean(name, ids)}`,
    hint: `providers are ${ids.join(", ")}`,
  };
}
