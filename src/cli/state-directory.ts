/** Where this program keeps what outlives a run. */
import { isAbsolute, join, resolve } from "node:path";

import { BillingError } from "../domain/errors.ts";
import type { Host } from "../host/host.ts";
import type { ConnectionOptions } from "./args/shared-options.ts";

/** What decides where it is. */
export type StateOptions = Pick<ConnectionOptions, "emulator" | "emulatorState">;

/**
 * The user's state directory of this program.
 *
 * @throws BillingError `usage` for a user without a home
 */
function userStateDirectory(host: Host): string {
  const state = host.env["XDG_STATE_HOME"];
  // A relative XDG path is to be ignored (XDG base directory specification).
  if (state !== undefined && isAbsolute(state)) return join(state, "billing");
  if (host.home !== undefined) return join(host.home, ".local", "state", "billing");
  throw new BillingError("usage", "there is no home directory to keep records in", {
    hint: "set XDG_STATE_HOME, or HOME, to a directory of yours, as an absolute path",
  });
}

/** Where the emulator keeps its records: the flag, the variable, or the user's state directory. */
export function emulatorStateDirectory(host: Host, flag: string | undefined): string {
  const named = flag ?? host.env["BILLING_EMULATOR_STATE"];
  return named !== undefined && named !== ""
    ? resolve(host.cwd, named)
    : join(userStateDirectory(host), "emulator");
}

/** Where it is; undefined for a user who has none. */
export function stateDirectoryIfAny(host: Host, options: StateOptions): string | undefined {
  try {
    return stateDirectoryOf(host, options);
  } catch (error) {
    if (error instanceof BillingError) return undefined;
    throw error;
  }
}

/** Where this command line's changes are recorded: the emulator's are kept beside its records. */
export function stateDirectoryOf(host: Host, options: StateOptions): string {
  return options.emulator
    ? emulatorStateDirectory(host, options.emulatorState)
    : userStateDirectory(host);
}
