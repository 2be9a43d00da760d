/** The text that is edited, in a file of its user's alone. */
import { chmod, rm } from "node:fs/promises";
import { join } from "node:path";

import { BillingError } from "../../domain/errors.ts";
import { makeDirectory } from "../../files/durable-directory.ts";
import { readWithin } from "../../files/read-within.ts";
import { isSystemError, reasonOf } from "../../files/system-error.ts";
import { makeTemporaryDirectory } from "../../files/temporary-directory.ts";
import { writeNew } from "../../files/write-new.ts";
import { longestPatch } from "../args/input-files.ts";

export interface Draft {
  readonly path: string;
  /** The file's name, for complaints. */
  readonly name: string;
  write(text: Uint8Array): Promise<void>;
  /**
   * What is in it; nothing where it was removed.
   *
   * @throws {BillingError} usage: it cannot be read, or is too long
   */
  read(): Promise<Buffer>;
  /** Leaves it where it is, its user's alone. */
  keep(): Promise<void>;
  remove(): Promise<void>;
}

/**
 * @param directories where it may be kept, best first
 * @param id what is edited; the file is called by what a name may have of it
 * @throws {BillingError} usage: it cannot be written anywhere
 */
export async function createDraft(directories: readonly string[], id: string): Promise<Draft> {
  const directory = await makeWithin(directories);
  const name = `${id.replaceAll(/[^\w-]+/gu, "_").slice(0, 80)}.yaml`;
  const path = join(directory.path, name);
  return {
    path,
    name,
    async write(text) {
      // An editor may have put another file there, with rights of its own.
      await rm(path, { force: true, recursive: true });
      await writeNew(path, text);
    },
    async read() {
      try {
        return await readWithin(path, longestPatch);
      } catch (error) {
        if (isSystemError(error) && error.code === "ENOENT") return Buffer.alloc(0);
        if (!isSystemError(error) && !(error instanceof RangeError)) throw error;
        const reason = isSystemError(error) ? reasonOf(error) : `it holds ${error.message}`;
        throw new BillingError("usage", `the text cannot be read: ${reason}; nothing was sent`, {
          cause: error,
        });
      }
    },
    keep: () => chmod(path, 0o600),
    remove: () => directory.remove(),
  };
}

async function makeWithin(directories: readonly string[]) {
  let refusal: unknown;
  for (const within of directories) {
    try {
      makeDirectory(within);
      return await makeTemporaryDirectory(within);
    } catch (error) {
      if (!isSystemError(error)) throw error;
      refusal = error;
    }
  }
  const reason = isSystemError(refusal) ? reasonOf(refusal) : "there is no directory for it";
  throw new BillingError("usage", `there is no place for the text to be edited: ${reason}`, {
    cause: refusal,
    hint: "set XDG_STATE_HOME or TMPDIR to a directory of yours",
  });
}
