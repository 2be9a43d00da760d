import { compact } from "../domain/compact.ts";
import type { Warning } from "../domain/change.ts";
import { BillingError, type Complaint, describeLocation } from "../domain/errors.ts";
import { didYouMean } from "../domain/text/nearest.ts";
import type { Account, Origin, ProviderSettings } from "../domain/settings.ts";
import { chooseBaseUrl } from "./base-url.ts";
import { configError } from "./config-error.ts";
import type { Config, ConfigContext, Setting } from "./config.ts";
import { variableName } from "./environment.ts";
import { resolveNetwork } from "./network/network.ts";
import { missingSettings, plainValues, verifyWord } from "./settings/plain-settings.ts";
import { resolveSecret } from "./secret.ts";
import { mayRun, maySend, type ChosenBaseUrl } from "./trust.ts";

/** What the command line says of the account. */
export interface AccountFlags {
  readonly baseUrl?: string;
  /** Seconds. */
  readonly timeout?: number;
}

/**
 * Resolves the settings of one provider; only its secrets are looked up, and only once it is certain that they may be
 * sent to its base URL.
 *
 * @throws {BillingError} usage: for a bad flag
 * @throws {BillingError} auth: with every complaint about the settings
 * @throws {BillingError} interrupted, terminated: when a signal came while a program was asked for a secret
 */
export async function resolveAccount(
  config: Config,
  providerId: string,
  context: ConfigContext & { readonly flags: AccountFlags },
): Promise<{ readonly account: Account; readonly warnings: readonly Warning[] }> {
  const provider = findProvider(context.providers, providerId);
  const settings = config.settings[providerId] ?? {};
  const plain = plainValues(provider, settings, context.flags);
  const baseUrl = chooseBaseUrl(provider, settings["baseUrl"], plain.values, context.flags.baseUrl);
  const secrets = Object.entries(settings).filter(([name]) => provider.settings[name]?.secret);
  const network =
    baseUrl.chosen === undefined
      ? undefined
      : await resolveNetwork(context.host, config.network, baseUrl.chosen.url);
  const complaints = [
    ...plain.complaints,
    ...baseUrl.complaints,
    ...(network?.complaints ?? []),
    ...missingSettings(provider, new Set(Object.keys(settings))),
  ];
  if (complaints.length > 0 || baseUrl.chosen === undefined)
    throw configError(complaints, providerId);

  const refused = refusals(provider, baseUrl.chosen, secrets);
  if (refused.length > 0) throw configError(refused, providerId);

  const verify = plain.verify ?? verifyWord(config.verify?.value);
  const looked = await lookUp(context, provider, secrets);
  return {
    account: {
      provider: providerId,
      ...compact({ profile: config.profile?.value }),
      baseUrl: baseUrl.chosen.url,
      values: plain.values,
      secrets: looked.secrets,
      ...plain.numbers,
      ...(verify === undefined ? {} : { verify }),
      ...network?.account,
      origins: {
        ...plain.origins,
        ...network?.origins,
        ...Object.fromEntries(
          secrets.map(([name, setting]) => [name, { ...setting.origin, look: lookAt(setting) }]),
        ),
        baseUrl: baseUrl.chosen.origin,
      } satisfies Record<string, Origin>,
    },
    warnings: [...(network?.warnings ?? []), ...looked.warnings],
  };
}

/** Where the secret stands, and where it is kept if that is elsewhere. */
function lookAt({ location, value, file }: Setting): string {
  if (file === undefined) return `the variable ${location.name}`;
  const place = describeLocation(location);
  if (typeof value !== "object") return place;
  const kept =
    "env" in value
      ? `the variable ${value.env}`
      : "file" in value
        ? `the file ${value.file}`
        : "keychain" in value
          ? `the keychain's ${value.keychain}`
          : `the command ${value.command[0] ?? ""}`;
  return `${place} (${kept})`;
}

function findProvider(providers: readonly ProviderSettings[], id: string): ProviderSettings {
  const provider = providers.find((each) => each.id === id);
  if (provider !== undefined) return provider;
  const ids = providers.map((each) => each.id);
  throw new BillingError("usage", `there is no provider "${id}"${didYouMean(id, ids)}`, {
    hint: `providers are ${ids.join(", ")}`,
  });
}

function refusals(
  provider: ProviderSettings,
  baseUrl: ChosenBaseUrl,
  secrets: readonly (readonly [string, Setting])[],
): readonly Complaint[] {
  return secrets.flatMap(([name, setting]): Complaint[] => {
    const { location, file } = setting;
    const key = `providers.${provider.id}.${name}`;
    if (!mayRun(setting)) {
      return [
        {
          location,
          message: `${key} asks to run a program, which a file found in a project may not`,
          hint: `pass --config ${file?.name ?? ""} to say that you trust it, or move ${key} to your user file`,
        },
      ];
    }
    if (maySend(setting, baseUrl, provider)) return [];
    const { setting: source, host } = baseUrl;
    return [
      {
        ...compact({ location: source?.location }),
        message: `${key} is not sent to ${host}: that is not a host of ${provider.title}, and the address comes from a file found in a project`,
        hint: `if you trust it, pass --config ${source?.file?.name ?? ""}, move baseUrl to your user file, or set ${variableName(provider.id, "baseUrl")}`,
      },
    ];
  });
}

async function lookUp(
  { host }: ConfigContext,
  provider: ProviderSettings,
  settings: readonly (readonly [string, Setting])[],
) {
  const results = await Promise.all(
    settings.map(async ([name, setting]) => ({
      name,
      result: await resolveSecret(host, `${provider.id} ${name}`, setting),
    })),
  );
  const secrets: Record<string, string> = {};
  const warnings: Warning[] = [];
  const complaints: Complaint[] = [];
  for (const { name, result } of results) {
    if ("complaint" in result) {
      complaints.push(result.complaint);
    } else {
      secrets[name] = result.secret;
      warnings.push(...result.warnings);
    }
  }
  if (complaints.length > 0) throw configError(complaints, provider.id);
  return { secrets, warnings };
}
