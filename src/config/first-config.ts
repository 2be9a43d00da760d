/** The text of a first configuration. */
import type { ProviderSettings } from "../domain/settings.ts";
import type { Setting } from "./config.ts";
import { variableName } from "./environment.ts";
import { yamlText } from "./example.ts";

/** Where a credential is kept; `text`: in the configuration itself. */
export const keepings = ["env", "file", "keychain", "text"] as const;
export type Keeping = (typeof keepings)[number];

/** What is written of one provider. */
export interface FirstSettings<Provider extends ProviderSettings = ProviderSettings> {
  readonly provider: Provider;
  readonly settings: Readonly<Record<string, Setting["value"]>>;
}

/** The setting that carries the credential: of several that would do, the one that lives longest stands first. */
export function credentialOf({ settings, oneOf }: ProviderSettings): string | undefined {
  const secrets = Object.keys(settings).filter((name) => settings[name]?.secret);
  const required = secrets.find((name) => settings[name]?.required);
  return required ?? oneOf?.flat().find((name) => secrets.includes(name)) ?? secrets[0];
}

/** A credential by where it is kept: `{ env: KIRIM_API_KEY }`. */
export function keptCredential(
  { id }: ProviderSettings,
  name: string,
  keeping: Exclude<Keeping, "text">,
): Exclude<Setting["value"], string | number> {
  if (keeping === "env") return { env: variableName(id, name).replace("BILLING_", "") };
  return keeping === "file" ? { file: `~/.secrets/${id}` } : { keychain: id };
}

/** As YAML; the first provider is the default one. */
export function firstConfig(all: readonly FirstSettings[]): string {
  return [
    "# Settings of billing. All there are: billing help config. What is in use: billing config show",
    `provider: ${all[0]?.provider.id ?? ""}`,
    "providers:",
    ...all.flatMap(({ provider, settings }) => [
      `  ${provider.id}: # ${provider.title}`,
      ...Object.entries(settings).map(([name, value]) => `    ${name}: ${valueText(value)}`),
    ]),
    "",
  ].join("\n");
}

/** The same on one line, for a file that is there already: `kirim: { apiKey: { env: KIRIM_API_KEY } }`. */
export function settingsLine(all: readonly FirstSettings[]): string {
  return all
    .map(({ provider, settings }) => {
      const members = Object.entries(settings).map(
        ([name, value]) => `${name}: ${valueText(value)}`,
      );
      return `${provider.id}: { ${members.join(", ")} }`;
    })
    .join(" and ");
}

function valueText(value: Setting["value"]): string {
  if (typeof value === "number") return String(value);
  if (typeof value === "string") return yamlText(value);
  const [[kind, name] = ["", ""]] = Object.entries(value) as readonly (readonly [
    string,
    unknown,
  ])[];
  const text = Array.isArray(name)
    ? `[${name.map((word) => yamlText(String(word))).join(", ")}]`
    : kind === "file"
      ? String(name)
      : yamlText(String(name));
  return `{ ${kind}: ${text} }`;
}
