/** Carries out a run as the options of the command line say, and shows what came of it. */
import { resolve } from "node:path";

import { compact } from "../../domain/compact.ts";
import type { RunHeader } from "../../domain/run.ts";
import { updateMany } from "../../bulk/engine.ts";
import type { OpenRun, RunAccounts, RunSource } from "../../bulk/ports.ts";
import { newRun, type Recording, resumedRun } from "../../bulk/store/open-run.ts";
import type { Host } from "../../host/host.ts";
import { version } from "../../version.ts";
import type { Invocation, OptionSpec } from "../args/command.ts";
import { openedInput } from "../args/input-files.ts";
import type { Terminal } from "../terminal.ts";
import { concludeRun } from "./conclude.ts";
import { readRunOptions } from "./options.ts";
import { checkOutputFiles } from "./output-files.ts";
import { type FiledOutput, openRunOutput } from "./output.ts";
import { runProgress } from "./progress.ts";
import { isRunConfirmed } from "./question.ts";
import { recordedOptions } from "./recorded-options.ts";
import type { RunView } from "./summary.ts";

/** What a run is made of besides its source. */
export interface RunAt {
  readonly invocation: Invocation;
  /** Options of the command, to be recorded. */
  readonly specs: readonly OptionSpec[];
  readonly terminal: Terminal;
  readonly accounts: RunAccounts;
  /** Id of the run: its directory may be there already, with the input in it. */
  readonly run: string;
}

/** What the runs of this command line are recorded with. */
export function recordingOf({ invocation: { host }, terminal, accounts }: RunAt): Recording {
  return { host, accounts, tool: version, redact: (text) => terminal.redactResult(text) };
}

/**
 * @param resumed the run that goes on; it is closed in the end. Missing: a run begins
 * @returns the exit code
 */
export async function performRun(at: RunAt, source: RunSource, resumed?: OpenRun): Promise<number> {
  try {
    return await performed(at, source, resumed);
  } finally {
    await resumed?.close();
  }
}

async function performed(at: RunAt, source: RunSource, resumed?: OpenRun): Promise<number> {
  const { invocation, specs, terminal, accounts, run } = at;
  const { host } = invocation;
  // What is wrong with a number or a file is reported before anything is asked, read or recorded.
  const options = readRunOptions(invocation);
  await checkOutputFiles(host.cwd, options, source.input.path);
  const view: RunView = { host, terminal, options, source, run };
  const { stateDir, metadataFile } = options;
  let output: FiledOutput | undefined;
  const report = await updateMany(source, options.bulk, {
    accounts,
    host,
    store:
      resumed === undefined
        ? newRun(recordingOf(at), { stateDir, run }, source, async () =>
            compact({
              options: recordedOptions(specs, invocation.options),
              besides: await besidesOf(host, metadataFile),
              cwd: host.cwd,
            }),
          )
        : resumedRun(resumed),
    openOutput: async (dir) => (output = await openRunOutput(view, dir)),
    onProgress: (startedAt) => runProgress(host, terminal, startedAt),
    confirm: (rehearsed) => isRunConfirmed(view, rehearsed),
  });
  return concludeRun(view, report, output?.files ?? {});
}

/** The file of `--metadata-file`, which says what to change beside the rows. */
async function besidesOf(host: Host, file: string | undefined): Promise<RunHeader["besides"]> {
  if (file === undefined) return undefined;
  const path = resolve(host.cwd, file);
  const { sha256 } = await openedInput("--metadata-file", path, file);
  return [{ path, sha256 }];
}
