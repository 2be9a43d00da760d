/** What is said when an entry cannot be written. */
import type { Warning } from "../domain/change.ts";
import { BillingError } from "../domain/errors.ts";
import { isSystemError, reasonOf } from "../files/system-error.ts";

/**
 * Writes an intent; without it nothing may be sent.
 *
 * @param hint what to do where it cannot be written
 * @throws BillingError (usage) when the system refuses
 */
export async function intending(
  path: string,
  hint: string,
  write: () => Promise<void>,
): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new BillingError(
      "usage",
      `the change cannot be recorded in ${path}: ${reasonOf(error)}; nothing was sent`,
      { hint, cause: error },
    );
  }
}

/**
 * Writes how something ended. What happened has happened: a refusal of the system is a warning.
 *
 * @param what such as `how change 01JB… ended (updated)`
 */
export async function ending(
  path: string,
  what: string,
  write: () => Promise<void>,
): Promise<Warning | undefined> {
  try {
    await write();
    return undefined;
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return {
      code: "result_not_recorded",
      message: `${what} could not be recorded in ${path}: ${reasonOf(error)}`,
    };
  }
}
