/** Where configuration files are looked for. */
import type { Warning } from "../../domain/change.ts";
import type { Host } from "../../host/host.ts";
import { readEnvironment } from "../environment.ts";
import type { ConfigContext } from "../config.ts";
import { join } from "node:path";
import {
  displayPath,
  expandPath,
  projectDirectories,
  projectFileNames,
  userDirectory,
  userFileNames,
} from "./paths.ts";
import { isHidden, lookAt } from "./regular-file.ts";

/** A directory, and the names that a file may have in it, first one wins. */
export interface Place {
  readonly path: string;
  readonly locations: readonly string[];
}

/** Strongest first. */
export function placesOf(
  { cwd, home }: Host,
  configHome: string | undefined,
): { readonly project: readonly Place[]; readonly user: readonly Place[] } {
  const directories = projectDirectories(cwd, home);
  const own = userDirectory(configHome, home);
  return {
    project: directories.map((path) => ({ path, locations: projectFileNames })),
    user: [
      ...(own === undefined ? [] : [{ path: own, locations: userFileNames }]),
      ...(home === undefined ? [] : [{ path: home, locations: projectFileNames }]),
    ],
  };
}

/** A word on the user's own directory that may not be looked into: there may be a configuration in it. */
export function hiddenPlaces(
  { cwd, home }: Host,
  { user }: Pick<ReturnType<typeof placesOf>, "user">,
): readonly Warning[] {
  const hidden = user.find(({ path, locations: [first = ""] }) => isHidden(join(path, first)));
  if (hidden === undefined) return [];
  const name = displayPath(hidden.path, cwd, home);
  const message = `${name} may not be looked into: if a configuration is there, it is not read`;
  return [{ code: "config_hidden", message }];
}

export interface LocatedFile {
  readonly kind: "given" | "project" | "user";
  readonly path: string;
  readonly state: "read" | "missing";
}

/**
 * The files that are read, and where the others would be; strongest first. Looks without reading.
 *
 * @param flag what `--config` names; `null`: whatever the environment names does not matter either
 */
export function locateFiles(
  context: ConfigContext,
  flag: string | undefined | null,
): readonly LocatedFile[] {
  const { host } = context;
  const environment = readEnvironment(context);
  const given = flag === undefined ? environment.config : flag;
  if (given !== undefined && given !== null) {
    return [located("given", [expandPath(given, host.cwd, host.home)])];
  }
  const { project, user } = placesOf(host, environment.configHome);
  const usual = user.map(({ path }) => join(path, "config.yaml"));
  return [
    located("project", filesAt(project), join(host.cwd, ".billingrc")),
    ...(user.length === 0 ? [] : [located("user", filesAt(user), usual[0])]),
  ];
}

function filesAt(places: readonly Place[]): readonly string[] {
  return places.flatMap(({ path, locations }) => locations.map((name) => join(path, name)));
}

function located(
  kind: LocatedFile["kind"],
  paths: readonly string[],
  usual = paths[0] ?? "",
): LocatedFile {
  for (const path of paths) {
    if (lookAt(path) !== "nothing") return { kind, path, state: "read" };
  }
  return { kind, path: usual, state: "missing" };
}
