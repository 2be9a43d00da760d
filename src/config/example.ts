import type { ProviderSettings, SettingSpec } from "../domain/settings.ts";
import { defaultExamples, defaultHelp } from "./defaults/default-words.ts";
import { variableName } from "./environment.ts";
import { generalSettings, maskHelp, networkHelp } from "./settings/general-settings.ts";

/** The text of `.billingrc.example`: every setting with its meaning, ready to be copied and cut down. */
export function exampleConfig(providers: readonly ProviderSettings[]): string {
  const [first] = providers;
  const id = first?.id ?? "";
  return [
    "# Settings of billing, as YAML or JSON. Copy this file to .billingrc in a project, or to",
    "# ~/.config/billing/config.yaml for every directory, and keep what you need.",
    "#",
    "# Stronger first: flags, environment variables, the project's file, the user's file, defaults.",
    "#",
    "# A secret is written in one of five ways; only the chosen provider's is looked up:",
    "#   { env: NAME }                 the environment variable NAME",
    "#   { file: ~/.secrets/name }     the content of a file; a relative path starts at this file",
    "#   { keychain: name }            an entry of the system's keychain: service billing, account name",
    "#   { command: [op, read, name] } what a program prints, run without a shell; not in a file that",
    "#                                 was found in a project, unless --config names it",
    '#   "text"                        the secret itself; then keep this file to yourself: chmod 600',
    "#",
    "# A secret is sent to the provider's own hosts only, unless you set another baseUrl yourself.",
    "",
    "# Default for --provider. Variable: BILLING_PROVIDER",
    `provider: ${id}`,
    "",
    "# Default for --profile, one of those below. Variable: BILLING_PROFILE",
    "# profile: staging",
    "",
    `# ${generalSettings.verify.help}: answer or read`,
    `# verify: ${generalSettings.verify.example}`,
    "",
    ...Object.entries(defaultHelp).flatMap(([name, help]) => [
      `# ${help}`,
      `# ${name}: ${defaultExamples[name as keyof typeof defaultExamples]}`,
    ]),
    `# ${maskHelp}`,
    "# mask: [metadata.vat, metadata.owner]",
    "",
    "# How providers are reached; not in a file that was found in a project.",
    `# ${networkHelp.proxy}`,
    '# proxy: "http://proxy.example:3128"',
    `# ${networkHelp.ca}`,
    "# ca: ~/company-ca.pem",
    "",
    "providers:",
    ...providers.flatMap((provider, index) => [...section(provider, index), ""]),
    "# A profile replaces single settings of the above: billing --profile staging",
    "profiles:",
    "  staging:",
    `    provider: ${id}`,
    "    providers:",
    `      ${id}:`,
    ...secretNames(first)
      .slice(0, 1)
      .map((name) => `        ${name}: ${secretForm(id, name, 0, "STAGING_")}`),
    "        # Seconds for one request",
    "        timeout: 60",
    "",
  ].join("\n");
}

function section(provider: ProviderSettings, index: number): readonly string[] {
  const { id, title, settings, baseUrl } = provider;
  const secrets = secretNames(provider);
  return [
    `  ${id}: # ${title}`,
    ...Object.entries(settings).flatMap(([name, spec]) => {
      const heading = `    # ${spec.help}. Variable: ${variableName(id, name)}`;
      if (spec.secret) {
        const other = secretForm(id, name, 1 + ((index + secrets.indexOf(name)) % 3), "", spec);
        return name === secrets[0]
          ? [heading, `    ${name}: ${secretForm(id, name, 0, "")}`, `    # ${name}: ${other}`]
          : [heading, `    # ${name}: ${other}`];
      }
      const line = `${name}: ${yamlText(spec.default ?? spec.example)}`;
      return [heading + choices(spec), spec.required ? `    ${line}` : `    # ${line}`];
    }),
    `    # ${generalSettings.baseUrl.help}. Variable: ${variableName(id, "baseUrl")}`,
    `    # baseUrl: ${typeof baseUrl === "string" ? baseUrl : Object.values(baseUrl.urls)[0]}`,
    `    # ${generalSettings.rateLimit.help}. Variable: ${variableName(id, "rateLimit")}`,
    `    # rateLimit: ${generalSettings.rateLimit.example}`,
    `    # ${generalSettings.timeout.help}. Variable: ${variableName(id, "timeout")}`,
    `    # timeout: ${generalSettings.timeout.example}`,
    `    # ${generalSettings.verify.help}. Variable: ${variableName(id, "verify")}`,
    `    # verify: ${generalSettings.verify.example}`,
  ];
}

function secretNames(provider: ProviderSettings | undefined): readonly string[] {
  return Object.entries(provider?.settings ?? {})
    .filter(([, spec]) => spec.secret)
    .map(([name]) => name);
}

/** A secret as a variable, a file, a command or a string. */
function secretForm(
  id: string,
  name: string,
  form: number,
  prefix: string,
  spec?: SettingSpec,
): string {
  const variable = prefix + variableName(id, name).replace("BILLING_", "");
  if (form === 0) return `{ env: ${variable} }`;
  if (form === 1) return `{ file: ~/.secrets/${id} }`;
  return form === 2
    ? `{ command: [op, read, "op://billing/${id}/${name}"] }`
    : yamlText(spec?.example ?? "");
}

function choices({ choices: words }: SettingSpec): string {
  return words === undefined ? "" : `. One of: ${words.join(", ")}`;
}

/** Plain where YAML reads it as the same string, else quoted. */
export function yamlText(text: string): string {
  return /^[A-Za-z][\w./-]*$/u.test(text) && !/^(?:true|false|null)$/iu.test(text)
    ? text
    : JSON.stringify(text);
}
