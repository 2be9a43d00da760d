import type { Stats } from "node:fs";

/** What is neither a file nor a pipe. */
export function kindOf(kind: Pick<Stats, "isDirectory" | "isSocket">): string {
  if (kind.isDirectory()) return "a directory";
  return kind.isSocket() ? "a socket" : "a device";
}
