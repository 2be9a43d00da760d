import { rmSync } from "node:fs";
import { dirname } from "node:path";

import { makeDirectory } from "./durable-directory.ts";
import { writeWhole } from "./lines/whole-lines.ts";
import { OpenFile } from "./open-file.ts";

/**
 * Writes a file that is not there yet, readable by its owner only; what is missing of the path is made.
 *
 * @throws a system's error: EEXIST where there is one, which then is as it was
 */
export async function writeNew(path: string, text: string | Uint8Array): Promise<void> {
  makeDirectory(dirname(path));
  using file = new OpenFile(path, "wx", 0o600);
  try {
    writeWhole(file, typeof text === "string" ? Buffer.from(text) : text);
    await file.sync();
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  }
}
