/** The files that a configuration is made of, also those that are not there. */
import { basename, dirname, join } from "node:path";

import type { ConfigContext, Setting } from "../config.ts";
import { readEnvironment } from "../environment.ts";
import { loadConfig } from "../load-config.ts";
import {
  expandPath,
  projectDirectories,
  projectFileNames,
  userDirectory,
  userFileNames,
} from "./paths.ts";

/** Whether a file of this name is a configuration in whichever directory it is. */
export function isConfigurationName(path: string): boolean {
  return projectFileNames.includes(basename(path));
}

/**
 * Every path at which a configuration is looked for, and the files of secrets and certificates that the present one
 * names, as far as it can be read.
 *
 * @param given the file of `--config`
 */
export async function configurationFiles(
  context: ConfigContext,
  given: string | undefined,
): Promise<readonly string[]> {
  const { cwd, home } = context.host;
  const { config, configHome } = readEnvironment(context);
  const own = userDirectory(configHome, home);
  return [
    ...[given, config].flatMap((named) =>
      named === undefined ? [] : [expandPath(named, cwd, home)],
    ),
    ...[...projectDirectories(cwd, home), ...(home === undefined ? [] : [home])].flatMap(
      (directory) => projectFileNames.map((name) => join(directory, name)),
    ),
    ...(own === undefined ? [] : userFileNames.map((name) => join(own, name))),
    ...(await namedFiles(context, given)),
  ];
}

async function namedFiles(
  context: ConfigContext,
  given: string | undefined,
): Promise<readonly string[]> {
  const { cwd, home } = context.host;
  const flags = given === undefined ? {} : { config: expandPath(given, cwd, home) };
  const loaded = await loadConfig({ ...context, flags }).catch(() => undefined);
  if (loaded === undefined) return [];
  const pathOf = ({ value, file }: Setting): readonly string[] => {
    const named = typeof value === "object" && "file" in value ? value.file : undefined;
    const directory = file === undefined ? cwd : dirname(file.path);
    return named === undefined ? [] : [expandPath(named, directory, home)];
  };
  const { proxy, ca } = loaded.network;
  return [
    ...Object.values(loaded.settings).flatMap((settings) =>
      Object.values(settings).flatMap(pathOf),
    ),
    ...(proxy === undefined ? [] : pathOf(proxy)),
    ...(typeof ca?.value === "string" ? pathOf({ ...ca, value: { file: ca.value } }) : []),
  ];
}
