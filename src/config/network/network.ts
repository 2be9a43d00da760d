/** How providers are reached, as configuration files say it: `proxy` and `ca`, which hold for every provider. */
import { X509Certificate } from "node:crypto";
import { dirname } from "node:path";

import { compact } from "../../domain/compact.ts";
import type { Warning } from "../../domain/change.ts";
import type { Complaint } from "../../domain/errors.ts";
import type { Account, Origin } from "../../domain/settings.ts";
import type { Host } from "../../host/host.ts";
import type { Config, Setting } from "../config.ts";
import { originOf, profileOf } from "../files/file-settings.ts";
import { expandPath } from "../files/paths.ts";
import type { ReadFile } from "../files/read-file.ts";
import { smallText } from "../files/regular-file.ts";
import { resolveSecret } from "../secret.ts";
import { settingText } from "../settings/setting-value.ts";
import { chooseProxy } from "./choose-proxy.ts";
import { parseProxy } from "./proxy-url.ts";

/** The settings as the files have them, strongest first; those of the profile stand before the others of a file. */
export function networkSettings(
  files: readonly ReadFile[],
  profile: string | undefined,
): Config["network"] {
  const find = (key: "proxy" | "ca"): Setting | undefined => {
    for (const read of files) {
      const own = profile === undefined ? undefined : profileOf(read.content, profile)?.[key];
      const value = own ?? read.content[key];
      if (value === undefined) continue;
      const path = own === undefined || profile === undefined ? [key] : ["profiles", profile, key];
      return { value, origin: originOf(read), location: read.locationOf(path), file: read.file };
    }
    return undefined;
  };
  return compact({ proxy: find("proxy"), ca: find("ca") });
}

/** Whether a proxy's password stands in the file itself. */
export function holdsProxyPassword({ content }: ReadFile): boolean {
  const all = [content, ...Object.values(content.profiles ?? {})];
  return all.some((part) => typeof part?.proxy === "string" && part.proxy.includes("@"));
}

interface Reached {
  readonly account: Pick<Account, "proxy" | "ca">;
  readonly origins: Readonly<Record<string, Origin>>;
  readonly complaints: readonly Complaint[];
  readonly warnings: readonly Warning[];
}

const nothing: Reached = { account: {}, origins: {}, complaints: [], warnings: [] };

/** Looks up how an address is reached: the files' proxy, else the environment's, and certificates to be trusted. */
export async function resolveNetwork(
  host: Host,
  { proxy, ca }: Config["network"],
  url: string,
): Promise<Reached> {
  const refused = Object.entries(compact({ proxy, ca })).flatMap(([key, setting]) =>
    fromProject(key, setting),
  );
  if (refused.length > 0) return { ...nothing, complaints: refused };
  const parts = [await proxyTo(host, proxy, url), await trusted(host, ca)];
  return {
    account: Object.assign({}, ...parts.map(({ account }) => account)) as Reached["account"],
    origins: Object.assign({}, ...parts.map(({ origins }) => origins)) as Reached["origins"],
    complaints: parts.flatMap(({ complaints }) => complaints),
    warnings: parts.flatMap(({ warnings }) => warnings),
  };
}

/** A repository that was cloned must not stand between its reader and the provider. */
function fromProject(key: string, { location, file }: Setting): readonly Complaint[] {
  if (file?.kind !== "project") return [];
  return [
    {
      location,
      message: `${key} decides whom credentials pass by, which a file found in a project may not`,
      hint: `pass --config ${file.name} to say that you trust it, or move ${key} to your user file`,
    },
  ];
}

async function proxyTo(host: Host, setting: Setting | undefined, url: string): Promise<Reached> {
  const configured =
    setting === undefined ? undefined : { text: "configured", origin: setting.origin };
  const chosen = chooseProxy(url, host.env, configured);
  if (chosen === undefined) return nothing;
  const { origin } = chosen;
  const looked =
    setting === undefined
      ? { secret: chosen.text, warnings: [] }
      : await resolveSecret(host, "proxy", setting);
  if ("complaint" in looked) return { ...nothing, complaints: [looked.complaint] };
  const proxy = parseProxy(looked.secret);
  if ("problem" in proxy) {
    const location = setting?.location ?? { name: origin.name };
    const subject = setting === undefined ? "the proxy" : "proxy";
    return { ...nothing, complaints: [{ location, message: `${subject} ${proxy.problem}` }] };
  }
  return { ...nothing, account: { proxy }, origins: { proxy: origin }, warnings: looked.warnings };
}

async function trusted(host: Host, setting: Setting | undefined): Promise<Reached> {
  if (setting === undefined) return nothing;
  const { location, file, origin } = setting;
  const name = settingText(setting);
  const directory = file === undefined ? host.cwd : dirname(file.path);
  const path = expandPath(name, directory, host.home);
  const read = smallText(path);
  if ("text" in read && holdsCertificates(read.text)) {
    return { ...nothing, account: { ca: read.text }, origins: { ca: origin } };
  }
  const problem = "problem" in read ? read.problem : "holds no certificate in PEM form";
  return {
    ...nothing,
    complaints: [
      {
        location,
        message: `ca: the file ${name} ${problem}`,
        hint: "name a file with the certificate of your proxy or company; it begins with -----BEGIN CERTIFICATE-----",
      },
    ],
  };
}

function holdsCertificates(text: string): boolean {
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/gu) ?? [];
  try {
    return blocks.length > 0 && blocks.every((block) => new X509Certificate(block).subject !== "");
  } catch {
    return false;
  }
}
