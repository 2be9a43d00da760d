/** The files that a command line names for a run: each a file of its own, and none of them its input. */
import { stat } from "node:fs/promises";
import { resolve } from "node:path";

import { BillingError } from "../../domain/errors.ts";
import { noFile } from "../../files/no-file.ts";

/** Files of a run, as the user named them. */
interface NamedFiles {
  readonly metadataFile?: string | undefined;
  readonly results?: string | undefined;
  readonly failed?: string | undefined;
  readonly out?: string | undefined;
}

/** @throws {BillingError} usage: writing one of them would destroy another */
export async function checkOutputFiles(
  cwd: string,
  { metadataFile, results, failed, out }: NamedFiles,
  inputPath: string,
): Promise<void> {
  const taken = new Map([[await identityOf(inputPath), "what the rows are read from"]]);
  if (metadataFile !== undefined) {
    taken.set(await identityOf(resolve(cwd, metadataFile)), "the file of --metadata-file");
  }
  for (const [flag, named] of Object.entries({ results, failed, out })) {
    if (named === undefined) continue;
    if (named === "-") throw BillingError.usage([noFile(flag)]);
    const identity = await identityOf(resolve(cwd, named));
    const other = taken.get(identity);
    if (other !== undefined) {
      throw BillingError.usage([
        { location: { name: `--${flag}` }, message: `"${named}" is ${other}` },
      ]);
    }
    taken.set(identity, `the file of --${flag} already`);
  }
}

/** The same for every name of a file: links lead to one and the same. */
async function identityOf(path: string): Promise<string> {
  try {
    const { dev, ino } = await stat(path);
    return `${dev} ${ino}`;
  } catch {
    // What is not there yet is known by its name alone.
    return path;
  }
}
