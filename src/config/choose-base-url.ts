import { compact } from "../domain/compact.ts";
import { BillingError, type Complaint } from "../domain/errors.ts";
import type { Origin, ProviderSettings } from "../domain/settings.ts";
import { parseBaseUrl } from "./base-url.ts";
import type { Setting } from "./config.ts";
import { settingText } from "./setting-value.ts";
import type { ChosenBaseUrl } from "./trust.ts";

/**
 * The base URL of an account: flag, then setting, then the provider's default.
 *
 * @throws {BillingError} usage: for a bad flag
 */
export function chooseBaseUrl(
  provider: ProviderSettings,
  setting: Setting | undefined,
  values: Readonly<Record<string, string>>,
  flag: string | undefined,
): {
  readonly chosen?: ChosenBaseUrl & { readonly origin: Origin };
  readonly complaints: readonly Complaint[];
} {
  if (flag !== undefined) {
    const parsed = parseBaseUrl(flag);
    if ("problem" in parsed) {
      throw BillingError.usage([{ location: { name: "--base-url" }, message: parsed.problem }]);
    }
    return { chosen: { ...parsed, origin: { kind: "flag", name: "--base-url" } }, complaints: [] };
  }
  const text = setting === undefined ? defaultBaseUrl(provider, values) : settingText(setting);
  // Without a default the setting that decides is itself in the complaints.
  if (text === undefined) return { complaints: [] };
  const parsed = parseBaseUrl(text);
  if ("problem" in parsed) {
    const message = `${provider.id} baseUrl ${parsed.problem}`;
    return { complaints: [{ ...compact({ location: setting?.location }), message }] };
  }
  const origin: Origin = setting?.origin ?? { kind: "default", name: "default" };
  return {
    chosen: { ...parsed, origin, ...compact({ setting }) },
    complaints: [],
  };
}

function defaultBaseUrl(
  { baseUrl }: ProviderSettings,
  values: Readonly<Record<string, string>>,
): string | undefined {
  return typeof baseUrl === "string" ? baseUrl : baseUrl.urls[values[baseUrl.setting] ?? ""];
}
