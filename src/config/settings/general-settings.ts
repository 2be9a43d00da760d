import type { SettingSpec } from "../../domain/settings.ts";

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

/** Settings that hold for every provider; not in a file found in a project. */
export const networkHelp = {
  proxy: "Proxy for every provider; stronger than HTTPS_PROXY. NO_PROXY is heeded, loopback exempt",
  ca: "File of certificates, in PEM, to trust beside the usual ones, such as that of a proxy",
} as const;

/** Not for one provider: what is masked says who reads. */
export const maskHelp =
  "Fields that are masked in tables and Markdown beside those that are always about a person";

/** Largest accepted numbers: past them a value is a mistake, and timers would overflow. */
export const numberLimits = { rateLimit: 1000, timeout: 3600 } as const;
