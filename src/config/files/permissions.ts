import { statSync } from "node:fs";

import type { Warning } from "../../domain/change.ts";
import type { Host } from "../../host/host.ts";

/** A warning if others than the owner may write a file that says which program is run for a secret. */
export function writableByOthers(host: Host, path: string, name: string): readonly Warning[] {
  if (!isOpenTo(host, path, 0o022)) return [];
  return [
    {
      code: "command_writable_by_others",
      message: `${name} names a program that is run for a secret, and can be written by others; make it yours alone: chmod go-w ${name}`,
    },
  ];
}

/** A warning if others than the owner may read a file that holds a secret. */
export function readableByOthers(host: Host, path: string, name: string): readonly Warning[] {
  if (!isOpenTo(host, path, 0o077)) return [];
  return [
    {
      code: "secret_readable_by_others",
      message: `${name} holds a secret and can be read by others; make it yours alone: chmod 600 ${name}`,
    },
  ];
}

/** Whether it is a file, and its mode has any of these bits. Windows has no such mode. */
function isOpenTo({ platform }: Host, path: string, bits: number): boolean {
  if (platform === "win32") return false;
  try {
    const stats = statSync(path);
    return stats.isFile() && (stats.mode & bits) !== 0;
  } catch {
    return false;
  }
}
