import type { SettingSpec } from "../domain/settings.ts";

/** Settings that every provider has beside its own. */
export const generalSettings = {
  baseUrl: {
    help: "Replaces everything before the resource path; https, except on loopback",
    example: "https://billing-proxy.example/v1",
  },
  rateLimit: {
    help: "Requests a second, at most",
    example: "5",
  },
  timeout: {
    help: "Seconds for one request",
    example: "30",
  },
  verify: {
    help: "Whether an update's answer proves what was stored, or the customer is always read again",
    choices: ["answer", "read"],
    example: "read",
  },
} as const satisfies Readonly<Record<string, SettingSpec>>;

/** Largest accepted numbers: past them a value is a mistake, and timers would overflow. */
export const numberLimits = { rateLimit: 1000, timeout: 3600 } as const;
