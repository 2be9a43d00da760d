import { open, rm } from "node:fs/promises";
import { dirname } from "node:path";

import { makeDirectory } from "./durable-directory.ts";
import { writeWhole } from "./lines/whole-lines.ts";

/**
 * Writes a file that is not there yet, readable by its owner only; what is missing of the path is made.
 *
 * @throws a system's error: EEXIST where there is one, which then is as it was
 */
export async function writeNew(path: string, text: string | Uint8Array): Promise<void> {
  await makeDirectory(dirname(path));
  await using file = await open(path, "wx", 0o600);
  try {
    await writeWhole(file, typeof text === "string" ? Buffer.from(text) : text);
    await file.sync();
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
}
