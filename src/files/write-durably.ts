import { open, rm } from "node:fs/promises";
import { dirname } from "node:path";

import { makeDirectory, syncDirectories } from "./durable-directory.ts";
import { renamePatiently, type RenameWorld } from "./rename-patiently.ts";
import { writeWhole } from "./lines/whole-lines.ts";

/**
 * Writes the file whole or not at all; on return it is on the disk, under its name. What is missing of the path is
 * made; file and directories are their owner's alone. One process at a time may write a file.
 *
 * @throws a system's error; what was there before is then as it was
 */
export async function writeDurably(path: string, text: string, world: RenameWorld): Promise<void> {
  const made = await makeDirectory(dirname(path));
  const draft = `${path}.tmp`;
  try {
    // A draft that a killed process left behind may be longer, or somebody's link to elsewhere.
    await rm(draft, { force: true });
    {
      await using file = await open(draft, "wx", 0o600);
      await writeWhole(file, Buffer.from(text));
      await file.sync();
    }
    await renamePatiently(draft, path, world);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  await syncDirectories(dirname(path), made, world.platform);
}
