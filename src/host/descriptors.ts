/** What stdin, stdout and stderr are. */
import { fstatSync, type Stats, statSync } from "node:fs";
import { devNull } from "node:os";
import { isatty } from "node:tty";

/** Whether it is a terminal. Node loads all that it has for those to say so: of what cannot be one it is not asked. */
export function isTerminal(descriptor: number): boolean {
  const stats = statsOf(descriptor);
  return stats?.isCharacterDevice() !== false && !isNothing(stats?.rdev) && isatty(descriptor);
}

/** A file, or a device such as /dev/full. */
export function isFile(descriptor: number): boolean {
  const stats = fstatSync(descriptor);
  return stats.isFile() || stats.isCharacterDevice();
}

/** The same for every name of the file, as `sameFile` says it; undefined for what is none. */
export function fileAt(descriptor: number): string | undefined {
  const stats = fstatSync(descriptor);
  return stats.isFile() ? `${stats.dev} ${stats.ino}` : undefined;
}

/** The device that a command is given in place of a terminal. Windows has one number for all devices. */
function isNothing(device: number | undefined): boolean {
  if (device === undefined || !devNull.startsWith("/")) return false;
  return device === statSync(devNull, { throwIfNoEntry: false })?.rdev;
}

/** Windows tells nothing of its consoles. */
function statsOf(descriptor: number): Stats | undefined {
  try {
    return fstatSync(descriptor);
  } catch {
    return undefined;
  }
}
