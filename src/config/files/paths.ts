import { existsSync, realpathSync } from "node:fs";
import path, { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";

import type { Warning } from "../../domain/change.ts";
import type { Host } from "../../host/host.ts";

/** Names of a configuration file in a directory of a project and in the home directory, first one wins. */
export const projectFileNames: readonly string[] = [
  ".billingrc",
  ".billingrc.json",
  ".billingrc.yaml",
  ".billingrc.yml",
];

/** Names of the user's own file under `$XDG_CONFIG_HOME/billing/`, first one wins. */
export const userFileNames: readonly string[] = [
  "config",
  "config.yaml",
  "config.yml",
  "config.json",
];

/**
 * Directories in which a project's file is looked for, nearest first: from the working directory up to the root of the
 * repository, or up to the home directory, which itself belongs to the user and not to a project. Outside both only
 * the working directory, so that a file in `/` or `/tmp` never speaks for what lies below.
 */
export function projectDirectories(cwd: string, home: string | undefined): readonly string[] {
  const realHome = home === undefined ? undefined : realPathOf(home);
  const directories: string[] = [];
  for (let directory = realPathOf(cwd); ; directory = dirname(directory)) {
    if (directory === realHome) return directories;
    directories.push(directory);
    if (existsSync(join(directory, ".git"))) return directories;
    if (dirname(directory) === directory) return directories.slice(0, 1);
  }
}

/** Directory of the user's own file: `$XDG_CONFIG_HOME/billing`; a relative variable is ignored. */
export function userDirectory(
  configHome: string | undefined,
  home: string | undefined,
): string | undefined {
  if (configHome !== undefined && isAbsolute(configHome)) return join(configHome, "billing");
  return home === undefined ? undefined : join(home, ".config", "billing");
}

const places = {
  XDG_CONFIG_HOME: "the user's configuration is looked for in ~/.config/billing",
  XDG_STATE_HOME: "records are kept in ~/.local/state/billing",
};

/** A warning for each place that is not where the variable seems to say: the XDG specification has relative ones ignored. */
export function ignoredPlaces({ env }: Pick<Host, "env">): readonly Warning[] {
  return Object.entries(places).flatMap(([name, instead]) => {
    const value = env[name] ?? "";
    if (value === "" || isAbsolute(value)) return [];
    return [
      {
        code: "variable_ignored",
        message: `${name} is ignored, as it is not an absolute path: ${instead}`,
      },
    ];
  });
}

/**
 * `~/x` in the home directory, `~\x` too where the system writes it so; else relative to `directory`.
 *
 * @param system how paths are written; missing: as on this machine
 */
export function expandPath(
  named: string,
  directory: string,
  home: string | undefined,
  system: Pick<typeof path, "join" | "resolve" | "sep"> = path,
): string {
  if (home === undefined) return system.resolve(directory, named);
  if (named === "~") return home;
  const isInHome = named.startsWith("~/") || named.startsWith(`~${system.sep}`);
  return isInHome ? system.join(home, named.slice(2)) : system.resolve(directory, named);
}

/** The path as the user would write it: below the working directory, below `~`, or in full. */
export function displayPath(path: string, cwd: string, home: string | undefined): string {
  for (const [base, prefix] of [
    [cwd, ""],
    [home, `~${sep}`],
  ] as const) {
    if (base === undefined) continue;
    for (const root of [base, realPathOf(base)]) {
      const rest = relative(root, path);
      if (rest !== "" && !isAbsolute(rest) && rest.split(sep)[0] !== "..") return prefix + rest;
    }
  }
  return path;
}

function realPathOf(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return resolve(path);
  }
}
