/** The Nodes that the built program is run on. */
import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join, sep } from "node:path";

export interface NodeRuntime {
  /** For titles: `Node 20.20.2`. */
  readonly name: string;
  readonly path: string;
}

/**
 * The machine's own Node and the one that runs this, once where they are the same. The machine's own is the one behind
 * npm, else the first on PATH that no `node_modules` put there.
 */
export function nodeRuntimes(): readonly NodeRuntime[] {
  const found = [machineNode(), process.execPath]
    .filter((path) => path !== undefined)
    .map((path) => ({ name: `Node ${versionOf(path)}`, path }));
  return found.filter(
    ({ name }, index) => found.findIndex((other) => other.name === name) === index,
  );
}

function machineNode(): string | undefined {
  const npm = process.env["npm_node_execpath"];
  if (npm !== undefined && !isDependency(npm)) return npm;
  return (process.env["PATH"] ?? "")
    .split(delimiter)
    .filter((directory) => directory !== "" && !isDependency(directory))
    .map((directory) => join(directory, "node"))
    .find(isExecutable);
}

function isDependency(path: string): boolean {
  return path.split(sep).includes("node_modules");
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function versionOf(path: string): string {
  return spawnSync(path, ["-p", "process.versions.node"], { encoding: "utf8" }).stdout.trim();
}
