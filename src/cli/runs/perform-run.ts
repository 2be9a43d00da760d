/** Carries out a run as the options of the command line say, and shows what came of it. */
import { resolve } from "node:path";

import { updateMany } from "../../bulk/engine.ts";
import type { OpenRun, RunAccounts, RunSource } from "../../bulk/ports.ts";
import { newRun, type Recording, resumedRun } from "../../bulk/store/open-run.ts";
import { compact } from "../../domain/compact.ts";
import { rowSchema } from "../../domain/documents/run.ts";
import type { RunHeader } from "../../domain/run/run.ts";
import type { Host } from "../../host/host.ts";
import { version } from "../../version.ts";
import { openedInput } from "../../bulk/sources/input-file.ts";
import { chosenFields } from "../args/fields.ts";
import { isWatched } from "../confirm.ts";
import { confirmAccount } from "../accounts/confirm-account.ts";
import { flagsOf } from "../args/option.ts";
import { recordedIn } from "../args/recorded.ts";
import type { Ports } from "../ports.ts";
import { locksOf } from "../customer-locks.ts";
import { checkOutputFiles } from "../output-files.ts";
import { searchForMany, searchUnknown } from "../search.ts";
import { journalOf } from "../journal.ts";
import { stateDirectoryOf } from "../state-directory.ts";
import { concludeRun } from "./conclude.ts";
import { bulkOptions, optionsOfRun, type RunOptions } from "./options.ts";
import { type FiledOutput, openRunOutput } from "./output.ts";
import { runProgress } from "./progress.ts";
import { confirmRun, showRun } from "./question.ts";
import type { RunView } from "./summary.ts";

interface Run {
  readonly accounts: RunAccounts;
  /** Its id: its directory may be there already, with the input in it. */
  readonly run: string;
}

/** What runs are recorded with. */
export function recordingOf(ports: Ports, options: RunOptions, accounts: RunAccounts): Recording {
  const { host, terminal } = ports;
  return {
    confirmAccount: confirmAccount(ports, options),
    host,
    accounts,
    tool: version,
    redact: (value) => terminal.secrets.redactValue(value),
  };
}

/**
 * @param resumed the run that goes on; it is closed in the end. Missing: a run begins
 * @returns the exit code
 */
export async function performRun(
  ports: Ports,
  options: RunOptions,
  { accounts, run }: Run,
  source: RunSource,
  resumed?: OpenRun,
): Promise<number> {
  const { host, terminal, given } = ports;
  const locks = locksOf(ports, options, accounts.halt.signal, true);
  try {
    // What is wrong with a file is reported before anything is asked, read or recorded.
    await checkOutputFiles(host, options, [source.input.path]);
    const fields = chosenFields(options, Object.keys(rowSchema.shape));
    await terminal.warn(source.warnings ?? []);
    const view: RunView = compact({ host, terminal, given, options, source, run, fields });
    let output: FiledOutput | undefined;
    let isShown = false;
    const report = await updateMany(source, bulkOptions(options, isWatched(ports)), {
      accounts,
      search: (connection) =>
        searchUnknown(connection, {
          journal: journalOf(ports, options),
          stateDir: stateDirectoryOf(host, options),
        }),
      searchForMany,
      host,
      ...compact({ locks }),
      store:
        resumed === undefined
          ? newRun(
              recordingOf(ports, options, accounts),
              { stateDir: stateDirectoryOf(host, options), run },
              source,
              async () =>
                compact({
                  options: recordedIn(flagsOf(optionsOfRun(source.command)), given),
                  besides: await besidesOf(host, options.metadataFile),
                  cwd: host.cwd,
                }),
            )
          : resumedRun(resumed),
      openOutput: async (dir) => (output = await openRunOutput(view, dir)),
      onProgress: (startedAt) => runProgress(host, terminal, startedAt, () => isShown),
      show: (rehearsed) => {
        isShown = true;
        return showRun(view, rehearsed, "sent");
      },
      confirm: (rehearsed) => {
        isShown = true;
        return confirmRun(view, rehearsed);
      },
    });
    return await concludeRun(view, report, output?.files ?? {});
  } finally {
    locks?.close();
    await resumed?.close();
  }
}

/** The file of `--metadata-file`, which says what to change beside the rows. */
async function besidesOf(host: Host, file: string | undefined): Promise<RunHeader["besides"]> {
  if (file === undefined) return undefined;
  const path = resolve(host.cwd, file);
  const { sha256 } = await openedInput("--metadata-file", path, file);
  return [{ path, sha256 }];
}
