/** The files that a command line names to be written: each a file of its own, and none of them one that is read. */
import { resolve } from "node:path";

import { configurationFiles, isConfigurationName } from "../config/files/configuration-files.ts";
import { BillingError } from "../domain/errors.ts";
import { stateFilesIn } from "../emulator/state/state-directory.ts";
import { noFile } from "../files/no-file.ts";
import { realName, sameFile } from "../files/same-file.ts";
import type { Host } from "../host/host.ts";
import { allProviders } from "../providers/registry.ts";
import { journalPath } from "./state-directory.ts";

/** Files as the user named them. */
interface NamedFiles {
  readonly config?: string | undefined;
  readonly from?: string | undefined;
  readonly plan?: string | undefined;
  readonly file?: string | undefined;
  readonly metadataFile?: string | undefined;
  readonly results?: string | undefined;
  readonly failed?: string | undefined;
  readonly out?: string | undefined;
  readonly journal?: string | undefined;
  readonly stepSummary?: string | undefined;
}

/** A file that would be written. */
interface Written {
  /** What names it, as written: `--out`. */
  readonly by: string;
  /** As the user named it. */
  readonly named: string;
}

/** What is written by a command that may be told so only by its environment and its stdout. */
export interface WrittenBeside {
  /** Missing: `BILLING_JOURNAL` means nothing to the command. */
  readonly journal?: string | undefined;
  /** Where the emulator keeps its records, as far as somebody named it. */
  readonly emulatorState?: string | undefined;
  /** The command reads a configuration, which what it prints must not replace. */
  readonly printsTo?: string | undefined;
}

/**
 * @param inputPaths what the rows or the plans of a run are read from
 * @throws {BillingError} usage: writing one of them would destroy another, or a configuration
 */
export async function checkOutputFiles(
  host: Host,
  {
    config,
    from,
    plan,
    file,
    metadataFile,
    results,
    failed,
    out,
    journal,
    stepSummary,
  }: NamedFiles,
  inputPaths: readonly string[] = [],
  beside: WrittenBeside = {},
): Promise<void> {
  const { cwd } = host;
  const outputs: readonly Written[] = [
    ...Object.entries({ journal, results, failed, out, summary: stepSummary }).flatMap(
      ([flag, named]) => (named === undefined ? [] : [{ by: `--${flag}`, named }]),
    ),
    ...(journal !== undefined || beside.journal === undefined
      ? []
      : [{ by: "BILLING_JOURNAL", named: beside.journal }]),
    ...(beside.emulatorState === undefined
      ? []
      : stateFilesIn(beside.emulatorState).map((named) => ({ by: "the emulator's state", named }))),
  ];
  if (outputs.length === 0 && beside.printsTo === undefined) return;
  const pathOf = (by: string, named: string): string => {
    // A directory stands for the usual file in it.
    const isJournal = by === "--journal" || by === "BILLING_JOURNAL";
    if (isJournal) return journalPath(host, by === "--journal" ? named : undefined);
    if (named === "-") throw BillingError.usage([noFile(by.slice(2))]);
    return resolve(cwd, named);
  };
  const taken = new Map<string, string>();
  const take = async (path: string, what: string) => {
    taken.set(await sameFile(path), what);
  };
  for (const path of await configurationFiles({ host, providers: allProviders }, config)) {
    await take(path, "a file of the configuration");
  }
  for (const path of inputPaths) await take(path, "what the rows are read from");
  for (const [what, named] of [
    ["what the rows are read from", from],
    ["the plan that is carried out", plan],
    ["the file of --file", file],
    ["the file of --metadata-file", metadataFile],
  ] as const) {
    if (named !== undefined && named !== "-") await take(resolve(cwd, named), what);
    else if (named === "-" && host.stdin.file !== undefined) taken.set(host.stdin.file, "stdin");
  }
  for (const { by, named } of outputs) {
    const path = pathOf(by, named);
    const identity = await sameFile(path);
    const other =
      taken.get(identity) ??
      (isConfigurationName(await realName(path)) ? "a file of the configuration" : undefined);
    if (other !== undefined) throw overwrites(by, `"${named}" is ${other}`, "name another file");
    taken.set(identity, `the file of ${by} already`);
  }
  const other = beside.printsTo === undefined ? undefined : taken.get(beside.printsTo);
  if (other !== undefined) {
    throw overwrites("stdout", `it goes to ${other}`, "redirect it to another file");
  }
}

function overwrites(name: string, message: string, remedy: string): BillingError {
  return BillingError.usage([
    { location: { name }, message, hint: `it would be written over: ${remedy}` },
  ]);
}
