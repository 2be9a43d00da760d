/** The Nodes that the built program is run on. */
import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join, sep } from "node:path";

export interface NodeRuntime {
  /** For titles: `Node 20.20.2`. */
  readonly name: string;
  readonly path: string;
}

/** The machine's own Node and the one that runs this, once where they are the same. */
export function nodeRuntimes(): readonly NodeRuntime[] {
  const own = machineNode();
  const running = runtimeAt(process.execPath);
  return own.name === running.name ? [own] : [own, running];
}

/**
 * The Node that a user of this machine has: the one behind npm, else the first on PATH that no `node_modules` put
 * there, else the one that runs this.
 */
export function machineNode(): NodeRuntime {
  const npm = process.env["npm_node_execpath"];
  if (npm !== undefined && !isDependency(npm)) return runtimeAt(npm);
  const onPath = (process.env["PATH"] ?? "")
    .split(delimiter)
    .filter((directory) => directory !== "" && !isDependency(directory))
    .map((directory) => join(directory, "node"))
    .find(isExecutable);
  return runtimeAt(onPath ?? process.execPath);
}

/** The Node at this path. */
export function runtimeAt(path: string): NodeRuntime {
  return { name: `Node ${versionOf(path)}`, path };
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
