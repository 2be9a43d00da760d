/** Writes a first configuration, and tries it. */
import { join, resolve } from "node:path";

import { firstConfig, settingsLine } from "../../../config/first-config.ts";
import { forgetFiles } from "../../../config/load-config.ts";
import { locateFiles } from "../../../config/files/places.ts";
import { lookAt } from "../../../config/files/regular-file.ts";
import { BillingError, type Complaint, exitCodes } from "../../../domain/errors.ts";
import { withAnotherHint } from "../../../domain/map-failure.ts";
import { isSystemError, reasonOf, writeRemedyOf } from "../../../files/system-error.ts";
import { writeNew } from "../../../files/write-new.ts";
import type { Host } from "../../../host/host.ts";
import { allProviders } from "../../../providers/registry.ts";
import type { Handler } from "../../args/command.ts";
import { canAsk } from "../../confirm.ts";
import { checkView } from "./check-view.ts";
import { checkProvider } from "./check-provider.ts";
import type { InitOptions } from "./init.command.ts";
import { wantedSettings } from "./wanted-settings.ts";

export const handle: Handler<InitOptions> = async (options, ports) => {
  const { host, terminal } = ports;
  const sayMore = (error: unknown) => sayWhatToAdd(error, options, host);
  const target = await targetOf(host, options).catch(sayMore);
  const all = canAsk(host, options.noInput)
    ? await (await import("./ask.ts")).askSettings(options, ports)
    : await wantedSettings(options, host);
  for (const { provider, settings } of all) {
    for (const name of Object.keys(provider.settings)) {
      const value = settings[name];
      if (provider.settings[name]?.secret && typeof value === "string") terminal.secrets.add(value);
    }
  }
  await write(target, firstConfig(all), options).catch(sayMore);
  forgetFiles(host);
  await terminal.notice(`wrote ${terminal.path(target)}; only you can read it`);
  const checked = [];
  for (const { provider } of all) {
    checked.push(await checkProvider(ports, { ...options, ...open, config: target }, provider));
  }
  await terminal.show(checkView, checked);
  // A credential that is not there yet is what the check says to see to; anything else is a failure.
  return checked.every(({ error, account }) => error === undefined || account === undefined)
    ? 0
    : exitCodes.auth;
};

const open = { profile: undefined, baseUrl: undefined, provider: undefined };

/** @throws {BillingError} usage: where there is a file already, or no place for one */
async function targetOf(host: Host, { config, project }: InitOptions): Promise<string> {
  if (config !== undefined && project) {
    throw BillingError.usage([
      { location: { name: "--project" }, message: "--config names another file: keep one of them" },
    ]);
  }
  if (config !== undefined) return resolve(host.cwd, config);
  const found = locateFiles({ host, providers: allProviders }, null);
  const kind = project ? "project" : "user";
  const file = found.find((one) => one.kind === kind);
  if (file === undefined) {
    throw new BillingError("usage", "there is no home directory to keep a configuration in", {
      hint: "set HOME or XDG_CONFIG_HOME, or add --project or --config <path>",
    });
  }
  // A project's file further up does not keep a directory from having its own.
  if (project && file.path !== join(host.cwd, ".billingrc")) {
    return file.path.startsWith(join(host.cwd, ".billingrc"))
      ? refuse(file.path)
      : join(host.cwd, ".billingrc");
  }
  return file.state === "read" ? refuse(file.path) : file.path;
}

/**
 * Of a file that is there already, with what would have been written.
 *
 * @throws the cause
 */
async function sayWhatToAdd(cause: unknown, options: InitOptions, host: Host): Promise<never> {
  if (!(cause instanceof BillingError) || cause.kind !== "usage") throw cause;
  const { credential } = options;
  // Without what stdin holds: it is a credential.
  const kept = { ...options, credential: credential === "text" ? ("env" as const) : credential };
  const all = await wantedSettings(kept, host).catch((mistake: unknown) => {
    const isSaid = mistake instanceof BillingError && mistake.complaints.length > 0;
    // Who writes another file meets the mistake next.
    throw isSaid ? BillingError.usage([...mistake.complaints, ...cause.complaints]) : cause;
  });
  throw withAnotherHint(cause, `to be added under "providers:": ${settingsLine(all)}`);
}

function refuse(path: string): never {
  throw BillingError.usage([alreadyThere(path)]);
}

function alreadyThere(path: string): Complaint {
  const seen = lookAt(path);
  if (typeof seen === "object" || seen === "nothing") {
    return {
      location: { name: path },
      message: typeof seen === "object" ? seen.problem : "is a directory",
      hint: "write another file with --config <path>",
    };
  }
  return {
    location: { name: path },
    message: "is there already, and is not overwritten",
    hint: "add to it what you need (see: billing help config), or write another file with --config <path>",
  };
}

async function write(path: string, text: string, { config, project }: InitOptions): Promise<void> {
  try {
    await writeNew(path, text);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    // A file where a directory is to be made is there already as well.
    if (error.code === "EEXIST" && error.syscall === "open") refuse(path);
    const room = writeRemedyOf(error) === "make room" ? "make room, or " : "";
    const isUsual = config === undefined && !project;
    const usual = isUsual ? ", or set XDG_CONFIG_HOME to a directory that you may write to" : "";
    throw new BillingError("output", `${path} cannot be written: ${reasonOf(error)}`, {
      cause: error,
      hint: `${room}write another file with --config <path>${usual}`,
    });
  }
}
