/** What is to be written, as the options say it. */
import type { Setting } from "../../../config/config.ts";
import { credentialOf, type FirstSettings, keptCredential } from "../../../config/first-config.ts";
import { generalSettings, numberLimits } from "../../../config/settings/general-settings.ts";
import { configSchema } from "../../../config/schema.ts";
import { BillingError, type Complaint } from "../../../domain/errors.ts";
import { didYouMean } from "../../../domain/text/nearest.ts";
import type { Host } from "../../../host/host.ts";
import type { Provider } from "../../../providers/contract.ts";
import { allProviders, providerIds, providers } from "../../../providers/registry.ts";
import { readStdin } from "../../args/input-files.ts";
import { providerNamed } from "../../accounts/provider-named.ts";
import type { InitOptions } from "./init.command.ts";

/** What is written of one of the providers that there are. */
export type First = FirstSettings<Provider>;

/** Bytes that a credential on stdin may have. */
const longest = 65_536;

type Settings = Record<string, Setting["value"]>;

/** @throws {BillingError} usage: with everything that is wrong or missing; nothing was written */
export async function wantedSettings(options: InitOptions, host: Host): Promise<readonly First[]> {
  const chosen = namedProviders(options.provider);
  if (chosen === undefined) {
    throw new BillingError("usage", "which provider?", {
      hint: `name one with --provider, or several with commas: ${providerIds.join(", ")}`,
    });
  }
  const complaints: Complaint[] = [];
  const given = assignedSettings(options.set, chosen, complaints);
  const keeping = options.credential ?? "env";
  if (keeping === "text" && chosen.length > 1) {
    complaints.push({
      location: { name: "--credential" },
      message: "stdin holds the credential of one provider: name just one",
    });
  }
  if (keeping === "text" && host.stdin.isTTY) {
    complaints.push({
      location: { name: "--credential" },
      message: "the credential is read from stdin: pipe it in",
    });
  }
  const read =
    keeping === "text" && complaints.length === 0 ? await readStdin(host, longest) : undefined;
  if (read !== undefined && "problem" in read) {
    complaints.push({ location: { name: "stdin" }, message: read.problem });
  }
  const text =
    read !== undefined && "bytes" in read ? Buffer.from(read.bytes).toString("utf8").trim() : "";
  const all = chosen.map((provider): First => {
    const name = credentialOf(provider);
    const credential: Settings =
      name === undefined
        ? {}
        : { [name]: keeping === "text" ? text : keptCredential(provider, name, keeping) };
    return { provider, settings: { ...credential, ...given.get(provider.id) } };
  });
  if (keeping === "text" && complaints.length === 0 && text === "") {
    complaints.push({ location: { name: "stdin" }, message: "holds no credential" });
  }
  complaints.push(...all.flatMap(missing), ...unfit(all));
  if (complaints.length > 0) throw BillingError.usage(complaints);
  return all;
}

/** The providers of `maple,kirim`; undefined where none is named. */
export function namedProviders(names: string | undefined): readonly Provider[] | undefined {
  if (names === undefined) return undefined;
  const words = names.split(",").map((name) => providerNamed("--provider", name.trim()));
  return [...new Set(words)].map((id) => providers[id]);
}

/** Settings besides the credential that the provider cannot be called without. */
export function neededSettings({ settings }: Provider): readonly string[] {
  return Object.entries(settings)
    .filter(([, spec]) => spec.required && !spec.secret && spec.default === undefined)
    .map(([name]) => name);
}

/** What is wrong with settings that are to be written, in the words of a configuration's reader. */
function unfit(all: readonly First[]): readonly Complaint[] {
  const document = Object.fromEntries(all.map(({ provider, settings }) => [provider.id, settings]));
  const parsed = configSchema(allProviders).safeParse({ providers: document });
  return (parsed.error?.issues ?? []).map(({ path, message }) => ({
    location: { name: "--set" },
    message: `${path.slice(1).join(".")} ${message}`,
  }));
}

function missing({ provider, settings }: First): readonly Complaint[] {
  return neededSettings(provider)
    .filter((name) => settings[name] === undefined)
    .map((name) => ({
      location: { name: "--set" },
      message: `${provider.title} needs ${name}, the ${provider.settings[name]?.help ?? ""}`,
      hint: `add --set ${name}=${provider.settings[name]?.example ?? ""}`,
    }));
}

/** `companyId=cmp_1`, `maple.timeout=60`, by provider. */
function assignedSettings(
  texts: readonly string[],
  chosen: readonly Provider[],
  complaints: Complaint[],
): ReadonlyMap<string, Settings> {
  const found = new Map(chosen.map(({ id }): [string, Settings] => [id, {}]));
  const complain = (message: string, hint?: string) =>
    complaints.push({ location: { name: "--set" }, message, ...(hint ? { hint } : {}) });
  for (const text of texts) {
    const [, path = "", value = ""] = /^(?<path>[\w.]+)=(?<value>.+)$/su.exec(text) ?? [];
    const dot = path.indexOf(".");
    const [prefix, name] = dot === -1 ? ["", path] : [path.slice(0, dot), path.slice(dot + 1)];
    const own = chosen.filter(
      ({ id, settings }) =>
        (prefix === "" || prefix === id) &&
        (Object.hasOwn(settings, name) || Object.hasOwn(generalSettings, name)),
    );
    const [only, ...others] = own;
    if (path === "") complain("must be setting=value, such as companyId=cmp_1");
    else if (only === undefined) {
      const names = chosen.flatMap(({ settings }) => Object.keys(settings));
      const known = [...names, ...Object.keys(generalSettings)];
      complain(`unknown setting "${path}"${didYouMean(name, known)}`, `one of ${known.join(", ")}`);
    } else if (others.length > 0) {
      complain(`${name} is a setting of each of them`, `write ${only.id}.${name}=…`);
    } else if (only.settings[name]?.secret) {
      complain(
        `${name} is a credential, and no flag carries one: others see the command line`,
        "see --credential",
      );
    } else {
      const isNumber = Object.hasOwn(numberLimits, name) && /^\d+(?:\.\d+)?$/u.test(value);
      (found.get(only.id) ?? {})[name] = isNumber ? Number(value) : value;
    }
  }
  return found;
}
