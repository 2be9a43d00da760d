import type { ProviderSettings } from "../domain/settings.ts";
import type { Setting } from "./config.ts";

/** A base URL and, unless it is the provider's default or a flag, the setting that it came from. */
export interface ChosenBaseUrl {
  readonly url: string;
  readonly host: string;
  readonly setting?: Setting;
}

/**
 * Whether a credential may be sent to a base URL: to the vendor's own hosts always, elsewhere unless the address
 * comes from a file that was merely found in a project. Such a file may redirect only a secret that is written in it;
 * a reference does not count, for the secret itself comes from elsewhere. Loopback is no exception: whatever listens
 * there is not the vendor.
 */
export function maySend(
  credential: Setting,
  { host, setting }: ChosenBaseUrl,
  { hosts }: ProviderSettings,
): boolean {
  if (hosts.includes(host) || setting?.file?.kind !== "project") return true;
  return typeof credential.value === "string" && credential.file?.path === setting.file.path;
}

/** Whether a program may be started to print a secret: never because a file found in a project says so. */
export function mayRun({ value, file }: Setting): boolean {
  return typeof value !== "object" || !("command" in value) || file?.kind !== "project";
}
