/** The files that a command line names to be written: each a file of its own, and none of them one that is read. */
import { resolve } from "node:path";

import { configurationFiles, isConfigurationName } from "../config/files/configuration-files.ts";
import { BillingError } from "../domain/errors.ts";
import { realName, sameFile } from "../files/same-file.ts";
import { noFile } from "../files/no-file.ts";
import type { Host } from "../host/host.ts";
import { allProviders } from "../providers/registry.ts";

/** Files as the user named them. */
interface NamedFiles {
  readonly config?: string | undefined;
  readonly file?: string | undefined;
  readonly metadataFile?: string | undefined;
  readonly results?: string | undefined;
  readonly failed?: string | undefined;
  readonly out?: string | undefined;
  readonly journal?: string | undefined;
  readonly stepSummary?: string | undefined;
}

/**
 * @param inputPaths what the rows or the plans of a run are read from
 * @throws {BillingError} usage: writing one of them would destroy another, or a configuration
 */
export async function checkOutputFiles(
  host: Host,
  { config, file, metadataFile, results, failed, out, journal, stepSummary }: NamedFiles,
  ...inputPaths: readonly string[]
): Promise<void> {
  const { cwd } = host;
  const outputs = Object.entries({ journal, results, failed, out, summary: stepSummary }).flatMap(
    ([flag, named]) => (named === undefined ? [] : [{ flag, named }]),
  );
  if (outputs.length === 0) return;
  const taken = new Map<string, string>();
  const take = async (path: string, what: string) => {
    taken.set(await sameFile(path), what);
  };
  for (const path of await configurationFiles({ host, providers: allProviders }, config)) {
    await take(path, "a file of the configuration");
  }
  for (const path of inputPaths) await take(path, "what the rows are read from");
  for (const [flag, named] of Object.entries({ file, "metadata-file": metadataFile })) {
    if (named === undefined || named === "-") continue;
    await take(resolve(cwd, named), `the file of --${flag}`);
  }
  for (const { flag, named } of outputs) {
    if (named === "-") throw BillingError.usage([noFile(flag)]);
    const path = resolve(cwd, named);
    const identity = await sameFile(path);
    const other =
      taken.get(identity) ??
      (isConfigurationName(await realName(path)) ? "a file of the configuration" : undefined);
    if (other !== undefined) {
      throw BillingError.usage([
        {
          location: { name: `--${flag}` },
          message: `"${named}" is ${other}`,
          hint: "it would be written over: name another file",
        },
      ]);
    }
    taken.set(identity, `the file of --${flag} already`);
  }
}
