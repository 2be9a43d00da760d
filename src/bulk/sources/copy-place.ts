/** Where the copy of an input is kept that can be read but once. */
import { BillingError } from "../../domain/errors.ts";
import { isSystemError, reasonOf } from "../../files/system-error.ts";
import { makeTemporaryDirectory } from "../../files/temporary-directory.ts";
import { forgetUnrecorded, makeRunDirectory } from "../store/open-run.ts";

export interface CopyPlace {
  readonly dir: string;
  /** Removes the copy unless it belongs to a run. */
  readonly forget: () => Promise<void>;
}

/** In the run's directory: who resumes the run reads it again. */
export async function besideRun(dir: string): Promise<CopyPlace> {
  const forget = () => forgetUnrecorded(dir);
  try {
    await makeRunDirectory(dir);
  } catch (error) {
    await forget();
    throw error;
  }
  return { dir, forget };
}

/**
 * Among the temporary files: a dry run is nothing that is kept.
 *
 * @throws {BillingError} usage: it cannot be made
 */
export async function amongTemporary(temporary: string): Promise<CopyPlace> {
  try {
    const { path, remove } = await makeTemporaryDirectory(temporary);
    return { dir: path, forget: remove };
  } catch (cause) {
    if (!isSystemError(cause)) throw cause;
    throw new BillingError(
      "usage",
      `a copy of what is piped in cannot be kept in ${temporary}: ${reasonOf(cause)}`,
      { hint: "set TMPDIR to a directory that you may write to", cause },
    );
  }
}
