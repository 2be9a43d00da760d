/** The directory in which the emulator keeps its state, one file for each vendor. */
import { stat, unlink } from "node:fs/promises";
import { BillingError } from "../../domain/errors.ts";
import { makeDirectory } from "../../files/durable-directory.ts";
import { isSystemError, reasonOf } from "../../files/system-error.ts";
import { vendors } from "../registry.ts";
import { elsewhere, refusedBySystem, stateFileOf, stateLog } from "./state-file.ts";
import { customerCount } from "./state.ts";

/** What is kept of one vendor. */
export interface VendorStatus {
  readonly vendor: string;
  readonly title: string;
  readonly customers: number;
  readonly file: string;
  /** Undefined while the vendor still has its first customers only, and no file. */
  readonly changedAt: Date | undefined;
}

/**
 * Makes the directory, for its owner only; one that is there stays as it is.
 *
 * @throws BillingError when it cannot be made
 */
export async function makeStateDirectory(stateDir: string): Promise<void> {
  try {
    makeDirectory(stateDir);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    const message = `${stateDir} cannot hold the emulator's state: ${reasonOf(error)}`;
    throw new BillingError("usage", message, {
      hint: elsewhere,
      cause: error,
    });
  }
}

/** Every file that is written there. */
export function stateFilesIn(stateDir: string): readonly string[] {
  return vendors.map(({ id }) => stateFileOf(stateDir, id));
}

/** Back to the first customers of every vendor. A running emulator notices at its next request. */
export async function resetEmulator(stateDir: string): Promise<void> {
  await makeStateDirectory(stateDir);
  await Promise.all(stateFilesIn(stateDir).map(remove));
}

async function remove(file: string): Promise<void> {
  try {
    await unlink(file);
  } catch (error) {
    if (!isSystemError(error) || error.code !== "ENOENT")
      throw refusedBySystem(file, "removed", error);
  }
}

/**
 * What is kept of each vendor.
 *
 * @throws BillingError when a state file is damaged, or cannot be read
 */
export async function emulatorStatus(stateDir: string): Promise<readonly VendorStatus[]> {
  return await Promise.all(
    vendors.map(async (vendor) => {
      const file = stateFileOf(stateDir, vendor.id);
      const log = stateLog(vendor, file);
      await log.catchUp();
      const changedAt = await lastChange(file);
      const customers = customerCount(log.state);
      return { vendor: vendor.id, title: vendor.title, customers, file, changedAt };
    }),
  );
}

async function lastChange(file: string): Promise<Date | undefined> {
  try {
    return (await stat(file)).mtime;
  } catch (error) {
    if (isSystemError(error) && error.code === "ENOENT") return undefined;
    throw error;
  }
}
