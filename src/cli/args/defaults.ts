/** What the configuration says where the command line says nothing. */
import type { Defaults } from "../../config/config.ts";
import { BillingError } from "../../domain/errors.ts";
import type { Host } from "../../host/host.ts";
import { loadConfiguration } from "../accounts/account.ts";
import { type Flag, type Given, givenUnder } from "./option.ts";

const names: Readonly<Record<string, keyof Defaults>> = {
  output: "output",
  color: "color",
  quiet: "quiet",
  mask: "mask",
  emulator: "emulator",
  confirm: "confirm",
  "confirm-rows": "confirmRows",
};

/**
 * The options with the configuration's defaults among them.
 *
 * @throws {BillingError} usage: for a variable that says neither yes nor no
 */
export async function withDefaults(
  host: Host,
  flags: readonly Flag[],
  given: Given,
): Promise<Given> {
  const open = flags.filter(
    ({ long }) => Object.hasOwn(names, long) && givenUnder(given, long) === undefined,
  );
  if (open.length === 0) return given;
  const defaults = await configured(host, given);
  const said = open.flatMap(({ long, choices }) => {
    const name = names[long];
    const found = name === undefined ? undefined : defaults[name]?.value;
    // The command line has its numbers as text.
    const value = typeof found === "number" ? String(found) : found;
    // A command that lacks the format keeps its own.
    const fits =
      typeof value === "boolean" || choices === undefined || choices.some((word) => word === value);
    return value === undefined || !fits ? [] : [[long, value] as const];
  });
  return { ...Object.fromEntries(said), ...given };
}

/** A configuration with mistakes has no defaults: the command that needs it says what is wrong. */
async function configured(host: Host, given: Given): Promise<Defaults> {
  const { variableSwitch } = await import("../../config/defaults/defaults.ts");
  const emulator = variableSwitch(host);
  const text = (long: string) => {
    const held = givenUnder(given, long);
    return typeof held === "string" ? held : undefined;
  };
  try {
    const [config, profile] = [text("config"), text("profile")];
    return (await loadConfiguration(host, { config, profile })).defaults;
  } catch (error) {
    if (!(error instanceof BillingError)) throw error;
    return emulator === undefined ? {} : { emulator };
  }
}
