/** The questions of `config init`; the library that puts them is loaded with this file. */
import { isCancel, multiselect, password, select, text, updateSettings } from "@clack/prompts";

import { credentialOf, keptCredential } from "../../../config/first-config.ts";
import { textProblem } from "../../../config/settings/setting-value.ts";
import { BillingError } from "../../../domain/errors.ts";
import { terminal as stderr } from "../../../host/node-host.ts";
import { allProviders, type ProviderId, providers } from "../../../providers/registry.ts";
import type { Provider } from "../../../providers/contract.ts";
import type { Ports } from "../../ports.ts";
import type { InitOptions } from "./init.command.ts";
import { type First, namedProviders, neededSettings, wantedSettings } from "./wanted-settings.ts";

const ctrlD = "\u0004";

/** @throws {BillingError} interrupted: when the questions are left; nothing was written */
export async function askSettings(
  options: InitOptions,
  { host }: Ports,
): Promise<readonly First[]> {
  // At the end of input the library would never answer.
  updateSettings({ aliases: { [ctrlD]: "cancel" } });
  const chosen = namedProviders(options.provider) ?? (await askProviders());
  const set = [...options.set];
  for (const provider of chosen) {
    for (const name of neededSettings(provider)) {
      const isGiven = set.some((one) => one.startsWith(`${name}=`) || one.includes(`.${name}=`));
      if (!isGiven) set.push(`${provider.id}.${name}=${await askSetting(provider, name)}`);
    }
  }
  const ids = chosen.map(({ id }) => id).join(",");
  const asked = { ...options, provider: ids, set, credential: "env" } as const;
  const all = await wantedSettings(asked, host);
  const kept: First[] = [];
  for (const each of all) kept.push(await askCredential(each, options));
  return kept;
}

async function askProviders(): Promise<readonly Provider[]> {
  const ids = await answered(
    multiselect<ProviderId>({
      message: "Which providers? (space chooses, enter goes on)",
      options: allProviders.map(({ id, title }) => ({ value: id as ProviderId, label: title })),
      required: true,
      output: stderr(),
    }),
  );
  return ids.map((id) => providers[id]);
}

async function askSetting({ title, settings }: Provider, name: string): Promise<string> {
  const spec = settings[name];
  if (spec === undefined) return "";
  return answered(
    text({
      message: `${title}: ${spec.help}`,
      placeholder: spec.example,
      validate: (value) => textProblem(spec, value ?? ""),
      output: stderr(),
    }),
  );
}

async function askCredential(
  { provider, settings }: First,
  { credential }: InitOptions,
): Promise<First> {
  const { id, title } = provider;
  const name = credentialOf(provider);
  if (name === undefined) return { provider, settings };
  const shown = (keeping: "env" | "file" | "keychain") =>
    Object.values(keptCredential(provider, name, keeping)).join(" ");
  const keeping =
    credential ??
    (await answered(
      select({
        message: `${title}: where is the ${name} kept?`,
        options: [
          { value: "env" as const, label: `in the environment variable ${shown("env")}` },
          { value: "file" as const, label: `in the file ${shown("file")}` },
          { value: "keychain" as const, label: `in the system's keychain, as billing/${id}` },
          { value: "text" as const, label: "in the configuration itself, which only you can read" },
        ],
        output: stderr(),
      }),
    ));
  const value =
    keeping === "text"
      ? await answered(
          password({
            message: `${title}: ${name}`,
            validate: (typed) => (typed ? undefined : "is empty"),
            output: stderr(),
          }),
        )
      : keptCredential(provider, name, keeping);
  return { provider, settings: { ...settings, [name]: value } };
}

async function answered<T>(question: Promise<T>): Promise<Exclude<T, symbol>> {
  const answer = await question;
  if (isCancel(answer)) {
    throw new BillingError("interrupted", "stopped at a question; nothing was written");
  }
  return answer as Exclude<T, symbol>;
}
