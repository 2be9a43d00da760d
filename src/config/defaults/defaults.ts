/** Defaults that a configuration sets for options of the command line. */
import { compact } from "../../domain/compact.ts";
import { BillingError } from "../../domain/errors.ts";
import type { Host } from "../../host/host.ts";
import type { Default, Defaults } from "../config.ts";
import { confirmDefaults } from "./confirm-defaults.ts";
import { originOf, profileOf } from "../files/file-settings.ts";
import type { ReadFile } from "../files/read-file.ts";
import { readVariable } from "../environment.ts";

const emulatorVariable = "BILLING_EMULATOR";

/** The defaults of the files, strongest first, those of the profile before the others of a file; the variable wins. */
export function defaultsIn(
  host: Host,
  files: readonly ReadFile[],
  profile: string | undefined,
): Defaults {
  const find = <Key extends Exclude<keyof Defaults, "confirm" | "confirmRows">>(
    key: Key,
  ): Defaults[Key] | undefined => {
    for (const read of files) {
      const own = profile === undefined ? undefined : profileOf(read.content, profile)?.[key];
      const value = own ?? read.content[key];
      // A list says what is masked, and not whether.
      if (value !== undefined && !Array.isArray(value))
        return { value, origin: originOf(read) } as Defaults[Key];
    }
    return undefined;
  };
  return compact({
    output: find("output"),
    color: find("color"),
    quiet: find("quiet"),
    mask: find("mask"),
    emulator: variableSwitch(host) ?? find("emulator"),
    ...confirmDefaults(files, profile),
  });
}

/**
 * What `BILLING_EMULATOR` says.
 *
 * @throws {BillingError} usage: for a word that is neither yes nor no
 */
export function variableSwitch(host: Host): Default<boolean> | undefined {
  const text = readVariable(host, emulatorVariable);
  if (text === undefined) return undefined;
  const origin = { kind: "environment", name: emulatorVariable } as const;
  if (/^(?:1|true|yes|on)$/iu.test(text)) return { value: true, origin };
  if (/^(?:0|false|no|off)$/iu.test(text)) return { value: false, origin };
  throw BillingError.usage([
    {
      location: { name: emulatorVariable },
      message: "must be 1 or 0",
      hint: "1 stands for --emulator",
    },
  ]);
}
