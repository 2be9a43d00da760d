import { rmSync } from "node:fs";
import { dirname } from "node:path";

import { makeDirectory, syncDirectories } from "./durable-directory.ts";
import { renamePatiently, type RenameWorld } from "./rename-patiently.ts";
import { writeWhole } from "./lines/whole-lines.ts";
import { OpenFile } from "./open-file.ts";

/**
 * Writes the file whole or not at all; on return it is on the disk, under its name. What is missing of the path is
 * made; file and directories are their owner's alone. One process at a time may write a file.
 *
 * @throws a system's error; what was there before is then as it was
 */
export async function writeDurably(path: string, text: string, world: RenameWorld): Promise<void> {
  const made = makeDirectory(dirname(path));
  const draft = `${path}.tmp`;
  try {
    // A draft that a killed process left behind may be longer, or somebody's link to elsewhere.
    rmSync(draft, { force: true });
    {
      using file = new OpenFile(draft, "wx", 0o600);
      writeWhole(file, Buffer.from(text));
      await file.sync();
    }
    await renamePatiently(draft, path, world);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
  await syncDirectories(dirname(path), made, world.platform);
}
