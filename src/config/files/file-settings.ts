import type { Origin, ProviderSettings } from "../../domain/settings.ts";
import { isLoopback } from "../base-url.ts";
import type { Config, Setting } from "../config.ts";
import type { ReadFile } from "./read-file.ts";
import type { FileContent } from "../schema.ts";

type Profile = NonNullable<NonNullable<FileContent["profiles"]>[string]>;

/** The settings of one file by provider: those of the profile, where the file has it, over the others. */
export function fileSettings(read: ReadFile, profile: string | undefined): Config["settings"] {
  const { content } = read;
  const base = settingsBelow(read, content.providers, ["providers"]);
  const own = profile === undefined ? undefined : profileOf(content, profile)?.providers;
  const over = settingsBelow(read, own, ["profiles", profile ?? "", "providers"]);
  const ids = new Set([...Object.keys(base), ...Object.keys(over)]);
  return Object.fromEntries([...ids].map((id) => [id, { ...base[id], ...over[id] }]));
}

/** A profile of a file; undefined if the file has none of that name. */
export function profileOf({ profiles }: FileContent, name: string): Profile | undefined {
  if (profiles === undefined || profiles === null || !Object.hasOwn(profiles, name))
    return undefined;
  return profiles[name] ?? undefined;
}

export function originOf({ file }: ReadFile): Origin {
  return { kind: file.kind === "project" ? "project" : "user", name: file.name };
}

/** The variables that the files name as `{ env: NAME }`. */
export function referencedVariables(files: readonly ReadFile[]): ReadonlySet<string> {
  const names = files
    .flatMap((read) => everySetting(read.content))
    .flatMap(({ value }) =>
      typeof value === "object" && value !== null && "env" in value ? [value.env] : [],
    );
  return new Set(names);
}

/**
 * Whether a secret stands in the file itself, under whichever provider or profile. One that goes to this machine, such
 * as to an emulator, guards nothing.
 */
export function holdsSecret(
  { content }: ReadFile,
  providers: readonly ProviderSettings[],
): boolean {
  return everySetting(content).some(
    ({ id, name, value, baseUrl }) =>
      typeof value === "string" &&
      !(typeof baseUrl === "string" && isHere(baseUrl)) &&
      providers.some((provider) => provider.id === id && provider.settings[name]?.secret),
  );
}

function isHere(baseUrl: string): boolean {
  return URL.canParse(baseUrl) && isLoopback(new URL(baseUrl).hostname);
}

function settingsBelow(
  read: ReadFile,
  providers: FileContent["providers"],
  path: readonly string[],
): Record<string, Record<string, Setting>> {
  const all: Record<string, Record<string, Setting>> = {};
  for (const [id, settings] of Object.entries(providers ?? {})) {
    const own: Record<string, Setting> = {};
    for (const [name, value] of Object.entries(settings ?? {})) {
      if (value === undefined) continue;
      const location = read.locationOf([...path, id, name]);
      own[name] = { value, origin: originOf(read), location, file: read.file };
    }
    all[id] = own;
  }
  return all;
}

function everySetting({ providers, profiles }: FileContent) {
  const groups = [providers, ...Object.values(profiles ?? {}).map((profile) => profile?.providers)];
  return groups.flatMap((group) =>
    Object.entries(group ?? {}).flatMap(([id, settings]) =>
      Object.entries(settings ?? {}).map(([name, value]) => ({
        id,
        name,
        value,
        baseUrl: settings?.["baseUrl"],
      })),
    ),
  );
}
