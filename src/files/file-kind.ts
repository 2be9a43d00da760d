/** What is behind a path that is to be read as a file. */
import type { Stats } from "node:fs";
import { realpath } from "node:fs/promises";

/** What it is instead of a file, in words: `a device`; undefined for a file, and for what the system makes up. */
export function otherKind(stats: Stats): string | undefined {
  if (stats.isDirectory()) return "a directory";
  if (stats.isSocket()) return "a socket";
  if (stats.isFIFO()) return "a pipe";
  return stats.isFile() ? undefined : "a device";
}

/** What keeps it from being read as a file, in words: `a device`; undefined for a file. */
export async function notAFile(path: string, stats: Stats): Promise<string | undefined> {
  const other = otherKind(stats);
  if (other !== undefined) return other;
  // To read such a file may wait for ever, and nothing calls that off.
  const isMadeUp = stats.size === 0 && /^\/(?:proc|sys)\//u.test(await realpath(path));
  return isMadeUp ? "made up by the system while it is read" : undefined;
}
