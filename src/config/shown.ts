/** What is configured, as it can be shown: no secret among it. */
import { compact } from "../domain/compact.ts";
import type { Origin, ProviderSettings } from "../domain/settings.ts";
import type { Config, Setting } from "./config.ts";
import { parseBaseUrl } from "./base-url.ts";

/** One setting with its origin. */
export interface ShownSetting {
  /** As it stands in a file: `providers.kirim.apiKey`. */
  readonly setting: string;
  /** Of a secret, only where it is kept. */
  readonly value: string;
  readonly secret: boolean;
  readonly origin: Origin;
}

const masked = "********";

/** Every setting that is said somewhere, and the defaults of the providers of which something is said. */
export function shownSettings(
  config: Config,
  providers: readonly ProviderSettings[],
): readonly ShownSetting[] {
  const { provider, profile, verify, network } = config;
  const choices = Object.entries(compact({ provider, profile, verify, ...config.defaults })).map(
    ([setting, { value, origin }]) => ({ setting, value: String(value), secret: false, origin }),
  );
  const reached = Object.entries(network).map(([setting, held]) => ({
    setting,
    value: setting === "proxy" ? proxyText(held) : plainText(held),
    secret: setting === "proxy" && isSecretProxy(held),
    origin: held.origin,
  }));
  return [...choices, ...reached, ...providers.flatMap((each) => ofProvider(config, each))];
}

function ofProvider(config: Config, { id, settings }: ProviderSettings): readonly ShownSetting[] {
  const said = config.settings[id] ?? {};
  if (Object.keys(said).length === 0) return [];
  const defaults = Object.entries(settings).flatMap(([name, spec]) =>
    spec.default === undefined || said[name] !== undefined
      ? []
      : [
          {
            name,
            value: spec.default,
            secret: false,
            origin: { kind: "default", name: "default" },
          },
        ],
  ) satisfies readonly { readonly origin: Origin }[];
  const given = Object.entries(said).map(([name, setting]) => {
    const secret = settings[name]?.secret === true;
    const text = secret ? secretText(setting) : plainText(setting);
    return {
      name,
      value: name === "baseUrl" ? addressText(text) : text,
      secret,
      origin: setting.origin,
    };
  });
  return [...given, ...defaults].map(({ name, ...rest }) => ({
    setting: `providers.${id}.${name}`,
    ...rest,
  }));
}

function plainText({ value }: Setting): string {
  return typeof value === "object" ? secretText({ value }) : String(value);
}

/** A reference says where the secret is; of a command, the program alone, for its words may hold one. */
function secretText({ value }: Pick<Setting, "value">): string {
  if (typeof value !== "object") return masked;
  if ("command" in value) return `{ command: [${value.command[0] ?? ""}, …] }`;
  const [[kind, name] = ["", ""]] = Object.entries(value);
  return `{ ${kind}: ${name} }`;
}

/** An address that cannot be called may hold a password. */
function addressText(text: string): string {
  return "problem" in parseBaseUrl(text) ? masked : text;
}

function isSecretProxy({ value }: Setting): boolean {
  return typeof value === "object" || String(value).includes("@");
}

function proxyText(setting: Setting): string {
  return isSecretProxy(setting) ? secretText(setting) : plainText(setting);
}
