import { stat } from "node:fs/promises";
import type { Warning } from "../../domain/change.ts";
import type { Host } from "../../host/host.ts";

/** A warning if others than the owner may write a file that says which program is run for a secret. */
export async function writableByOthers(
  host: Host,
  path: string,
  name: string,
): Promise<readonly Warning[]> {
  if (!(await isOpenTo(host, path, 0o022))) return [];
  return [
    {
      code: "command_writable_by_others",
      message: `${name} names a program that is run for a secret, and can be written by others; make it yours alone: chmod go-w ${name}`,
    },
  ];
}

/** A warning if others than the owner may read a file that holds a secret. */
export async function readableByOthers(
  host: Host,
  path: string,
  name: string,
): Promise<readonly Warning[]> {
  if (!(await isOpenTo(host, path, 0o077))) return [];
  return [
    {
      code: "secret_readable_by_others",
      message: `${name} holds a secret and can be read by others; make it yours alone: chmod 600 ${name}`,
    },
  ];
}

/** Whether it is a file, and its mode has any of these bits. Windows has no such mode. */
async function isOpenTo({ platform }: Host, path: string, bits: number): Promise<boolean> {
  if (platform === "win32") return false;
  const stats = await stat(path).catch(() => undefined);
  return stats?.isFile() === true && (stats.mode & bits) !== 0;
}
