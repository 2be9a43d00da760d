/** Which names lead to one and the same file: through links of either kind, and where it is not there yet. */
import { readlink, realpath, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";

/** The same for every name of a file. */
export async function sameFile(path: string): Promise<string> {
  try {
    const { dev, ino } = await stat(path);
    return `${dev} ${ino}`;
  } catch {
    return realName(path);
  }
}

/** Longest chain of links that is followed to a file that is not there; systems stop at forty. */
const mostLinks = 40;

/** The path with its links followed, whether or not the file is there. */
export async function realName(path: string, links = mostLinks): Promise<string> {
  const known = await realpath(path).catch(() => undefined);
  if (known !== undefined) return known;
  const led = links > 0 ? await readlink(path).catch(() => undefined) : undefined;
  if (led !== undefined) return realName(resolve(dirname(path), led), links - 1);
  const directory = await realpath(dirname(path)).catch(() => dirname(path));
  return join(directory, basename(path));
}
