import { compact } from "../domain/compact.ts";
import { BillingError, type Complaint } from "../domain/errors.ts";
import type { Origin, ProviderSettings } from "../domain/settings.ts";
import type { Setting } from "./config.ts";
import { settingText } from "./settings/setting-value.ts";
import type { ChosenBaseUrl } from "./trust.ts";

/** A base URL that can be called, without a trailing slash, and its host; or what is wrong with it. */
export type BaseUrl =
  | { readonly url: string; readonly host: string }
  | { readonly problem: string };

/**
 * Reads a base URL: absolute, https (http only on loopback), without user, query and fragment. The problem never
 * quotes the URL, which may carry a password.
 */
export function parseBaseUrl(text: string): BaseUrl {
  // The URL parser drops tabs, newlines and surrounding blanks; what was reviewed would not be what is called.
  if (/[\s\\]/u.test(text) || !URL.canParse(text)) {
    return { problem: "must be an absolute URL, such as https://host.example/v1" };
  }
  const url = new URL(text);
  if (url.protocol !== "https:" && url.protocol !== "http:") {
    return { problem: "must be an https URL" };
  }
  if (url.username !== "" || url.password !== "" || /^[^/?#]*\/\/[^/?#]*@/u.test(text)) {
    return { problem: "must not hold a user or a password" };
  }
  if (/[?#]/u.test(text)) return { problem: "must not hold a query or a fragment" };
  if (url.protocol === "http:" && !isLoopback(url.hostname)) {
    return { problem: "must be an https URL; http is accepted only on loopback" };
  }
  return { url: url.origin + url.pathname.replace(/\/+$/u, ""), host: url.hostname };
}

/** `localhost`, 127.0.0.0/8 and ::1, in the spelling of a parsed URL. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "[::1]" || /^127\.\d+\.\d+\.\d+$/u.test(host);
}

/** What is wrong with a base URL; undefined if nothing is. */
export function baseUrlProblem(text: string): string | undefined {
  const parsed = parseBaseUrl(text);
  return "problem" in parsed ? parsed.problem : undefined;
}

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
