/** Where this program keeps what outlives a run. */
import { statSync } from "node:fs";
import { basename, dirname, isAbsolute, join, resolve } from "node:path";

import { compact } from "../domain/compact.ts";
import { BillingError } from "../domain/errors.ts";
import { otherKind } from "../files/file-kind.ts";
import type { Host } from "../host/host.ts";
import { journalFile } from "../journal/journal.ts";
import type { JournalOption } from "./args/options/change-options.ts";
import type { Given } from "./args/option.ts";
import type { ConnectionOptions } from "./args/options/shared-options.ts";

/** What decides where it is. */
export type StateOptions = Pick<ConnectionOptions, "emulator" | "emulatorState"> & JournalOption;

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
  const named = emulatorStateNamed(host, flag);
  return named === undefined
    ? join(userStateDirectory(host), "emulator")
    : resolve(host.cwd, named);
}

/** Where locks are, whatever file changes are recorded in; undefined for a user without a home. */
export function stateDirectoryIfAny(host: Host, options: StateOptions): string | undefined {
  try {
    return options.emulator
      ? emulatorStateDirectory(host, options.emulatorState)
      : userStateDirectory(host);
  } catch (error) {
    if (error instanceof BillingError) return undefined;
    throw error;
  }
}

/** Whether the user says where that is. */
export function isEmulatorStateNamed(host: Host, flag: string | undefined): boolean {
  return emulatorStateNamed(host, flag) !== undefined;
}

function emulatorStateNamed(host: Host, flag: string | undefined): string | undefined {
  const named = (flag ?? host.env["BILLING_EMULATOR_STATE"]) || undefined;
  if (named !== "-") return named;
  throw BillingError.usage([
    {
      location: { name: flag === undefined ? "BILLING_EMULATOR_STATE" : "--emulator-state" },
      message: "- names no directory",
      hint: "name the directory to keep the emulator's records in",
    },
  ]);
}

/** Where this command line's changes are recorded: runs in `runs` there, single changes in `file`. */
export function recordsOf(
  host: Host,
  options: StateOptions,
): { readonly stateDir: string; readonly file: string } {
  const path = namedJournal(host, options.journal);
  if (path !== undefined) return { stateDir: dirname(path), file: basename(path) };
  // The emulator's are kept beside its records.
  const stateDir = options.emulator
    ? emulatorStateDirectory(host, options.emulatorState)
    : userStateDirectory(host);
  return { stateDir, file: journalFile };
}

/** By what another place for records is named: first that by which this one is. */
export function recordsNamedBy({ env }: Pick<Host, "env">, given: Given): string {
  if (given["journal"] !== undefined) return "--journal";
  const isEmulated = given["emulator"] === true;
  const decided = [
    env["BILLING_JOURNAL"] && "BILLING_JOURNAL",
    isEmulated && given["emulator-state"] !== undefined && "--emulator-state",
    isEmulated && env["BILLING_EMULATOR_STATE"] && "BILLING_EMULATOR_STATE",
    isAbsolute(env["XDG_STATE_HOME"] ?? "") && "XDG_STATE_HOME",
  ].find((name) => typeof name === "string" && name !== "");
  return decided === undefined
    ? "--journal or XDG_STATE_HOME"
    : `${decided}, which decided this one, or with --journal`;
}

/** The file that single changes are recorded in. */
export function journalPath(host: Host, journal: string | undefined): string {
  const options = { emulator: false, emulatorState: undefined, ...compact({ journal }) };
  const { stateDir, file } = recordsOf(host, options);
  return join(stateDir, file);
}

/** The directory of {@link recordsOf}. */
export function stateDirectoryOf(host: Host, options: StateOptions): string {
  return recordsOf(host, options).stateDir;
}

/**
 * The file of `--journal` or `BILLING_JOURNAL`; in a directory, the usual file there.
 *
 * @throws BillingError `usage` where the flag names nothing
 */
export function namedJournal(host: Host, flag: string | undefined): string | undefined {
  const named = flag ?? host.env["BILLING_JOURNAL"];
  if (flag === "" || named === "-") {
    throw BillingError.usage([
      {
        location: { name: flag === undefined ? "BILLING_JOURNAL" : "--journal" },
        message: `${named === "-" ? named : '""'} names no file`,
        hint: "name the file to record changes in, such as billing/journal.ndjson",
      },
    ]);
  }
  if (named === undefined || named === "") return undefined;
  const path = resolve(host.cwd, named);
  if (/[/\\]$/u.test(named)) return join(path, journalFile);
  const kind = kindAt(path);
  if (kind === "a directory") return join(path, journalFile);
  if (kind === undefined) return path;
  throw BillingError.usage([
    {
      location: { name: flag === undefined ? "BILLING_JOURNAL" : "--journal" },
      message: `"${named}" is ${kind}: a journal is read again, as a file is`,
      hint: "name a file, or write without a record with --no-journal",
    },
  ]);
}

/** Undefined for a file, for nothing, and for what cannot be looked at: who reads or writes there says why. */
function kindAt(path: string): string | undefined {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    return stats === undefined ? undefined : otherKind(stats);
  } catch {
    return undefined;
  }
}
