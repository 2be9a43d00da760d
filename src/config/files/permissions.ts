import { stat } from "node:fs/promises";
import type { Warning } from "../../domain/change.ts";
import type { Host } from "../../host/host.ts";

/** A warning if others than the owner may write a file that says which program is run for a secret. */
export async function writableByOthers(
  host: Host,
  path: string,
  name: string,
): Promise<readonly Warning[]> {
  if (host.platform === "win32") return [];
  const mode = await stat(path).then(
    ({ mode }) => mode,
    () => 0,
  );
  if ((mode & 0o022) === 0) return [];
  return [
    {
      code: "command_writable_by_others",
      message: `${name} names a program that is run for a secret, and can be written by others; make it yours alone: chmod go-w ${name}`,
    },
  ];
}

/** A warning if others than the owner may read a file that holds a secret. Windows has no such mode. */
export async function readableByOthers(
  host: Host,
  path: string,
  name: string,
): Promise<readonly Warning[]> {
  if (host.platform === "win32") return [];
  const mode = await stat(path).then(
    (stats) => (stats.isFile() ? stats.mode : 0),
    () => 0,
  );
  if ((mode & 0o077) === 0) return [];
  return [
    {
      code: "secret_readable_by_others",
      message: `${name} holds a secret and can be read by others; make it yours alone: chmod 600 ${name}`,
    },
  ];
}
