/** What the program left on the disk. */
import { readdir, readFile, stat } from "node:fs/promises";
import { join, relative } from "node:path";

/** Every file below the directory, by its path: the path, the permissions in octal, and the text. */
export async function leftFiles(directory: string): Promise<string> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted((left, right) => (left < right ? -1 : 1));
  const texts: string[] = [];
  for (const path of paths) {
    const { mode } = await stat(path);
    const permissions = (mode & 0o777).toString(8);
    texts.push(
      `=== ${relative(directory, path)} (${permissions})\n${await readFile(path, "utf8")}\n`,
    );
  }
  return texts.join("");
}
