/** Files of settings, secrets and certificates: regular files of a size that a person writes. */
import {
  closeSync,
  constants,
  lstatSync,
  openSync,
  readSync,
  realpathSync,
  statSync,
} from "node:fs";

const longest = 1024 * 1024;

/** In case a pipe has taken the file's place since it was looked at; Windows has no such flag. */
const withoutWaiting = (constants as Partial<typeof constants>).O_NONBLOCK ?? 0;

/** What is at a path, where a file of settings could be. */
export type Found = "nothing" | "file" | { readonly problem: string };

/**
 * Looks without opening: to open a device or a pipe may already wait for ever. At once, for a command looks at many
 * places where there mostly is nothing, and to wait for each takes many times as long as to look.
 */
export function lookAt(path: string): Found {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats === undefined) {
      const isLink = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
      return isLink ? { problem: "is a link to a file that is not there" } : "nothing";
    }
    if (stats.isDirectory()) return "nothing";
    if (!stats.isFile() || stats.size === 0) {
      const real = realpathSync.native(path);
      // Where people lead a file that is to be read as empty; and files that the system makes up as they are read.
      if (real === "/dev/null") return "file";
      if (!stats.isFile() || /^\/(?:proc|sys)\//u.test(real)) {
        return { problem: "is not a regular file" };
      }
    }
    return stats.size > longest ? { problem: "is larger than 1 MiB" } : "file";
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    return code === "ELOOP" ? { problem: "is a link that leads back to itself" } : "nothing";
  }
}

/** Whether the directory of this path may not be looked into. */
export function isHidden(path: string): boolean {
  try {
    statSync(path, { throwIfNoEntry: false });
    return false;
  } catch (error) {
    return isRefused(error);
  }
}

/** The text of a regular file of sensible size, or what is wrong with it: `is a directory`. */
export function smallText(path: string): { readonly text: string } | { readonly problem: string } {
  const seen = lookAt(path);
  if (typeof seen === "object") return seen;
  try {
    return { text: readSmallFile(path) };
  } catch (error) {
    return { problem: whyUnreadable(error) };
  }
}

/** Why a file could not be opened, behind its name. */
export function whyUnreadable(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : "";
  if (code === "ENOENT" || code === "ENOTDIR") return "does not exist";
  return code === "EISDIR" ? "is a directory" : "cannot be read";
}

/** What to do about it. */
export function remedyOf(error: unknown): string {
  return isRefused(error)
    ? "give yourself the right to read it, or name another file"
    : "name a file that is there, or leave it out to search for one";
}

function isRefused(error: unknown): boolean {
  return (
    error instanceof Error && "code" in error && /^(?:EACCES|EPERM)$/u.test(String(error.code))
  );
}

/** Of these what a file is instead is told. */
const headBytes = 4096;

/** How a regular file begins; undefined where it cannot be read. */
export function headOf(path: string): Uint8Array | undefined {
  try {
    return statSync(path).isFile() ? beginningOf(path, headBytes) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The text of a regular file of sensible size.
 *
 * @throws when there is none: the system's error, or one in words for nobody
 */
export function readSmallFile(path: string): string {
  if (typeof lookAt(path) === "object") throw new TypeError("not a regular file");
  const bytes = beginningOf(path, longest + 1);
  if (bytes.length > longest) throw new RangeError("too large");
  return bytes.toString("utf8");
}

function beginningOf(path: string, length: number): Buffer {
  const file = openSync(path, constants.O_RDONLY | withoutWaiting);
  try {
    const bytes = Buffer.allocUnsafe(length);
    return bytes.subarray(0, readSync(file, bytes, 0, length, 0));
  } finally {
    closeSync(file);
  }
}
