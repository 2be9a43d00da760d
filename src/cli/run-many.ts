/** Carries out the work of a run as the options of the command line say, and tells what came of it. */
import { BillingError, exitCodes } from "../domain/errors.ts";
import type { RunSummary } from "../render/run/facts.ts";
import type { RunWork } from "../bulk/ports.ts";
import { openPlanLines } from "./plan-lines.ts";
import { askFirst } from "./run-asking.ts";
import type { RunAt } from "./run-at.ts";
import { confirmedAll, type RunConsent } from "./run-consent.ts";
import { checkRunFiles } from "./run-files.ts";
import { runNumbers } from "./run-numbers.ts";
import { openRunOutput } from "./run-output.ts";
import {
  beginRecord,
  forgetUnrecorded,
  runDirectoryOf,
  type RunRecording,
} from "./run-recording.ts";
import { workThrough } from "./run-rows.ts";
import { afterwards, conclude, factsOf, midway } from "./run-telling.ts";

/** @returns the exit code */
export async function runMany(at: RunAt, work: RunWork, resumed?: RunRecording): Promise<number> {
  try {
    return await begun(at, work, resumed);
  } finally {
    await resumed?.close();
  }
}

async function begun(at: RunAt, work: RunWork, resumed?: RunRecording): Promise<number> {
  const { invocation, sessions } = at;
  const { options, host } = invocation;
  const startedAt = host.now();
  // What is wrong with a number, a file or a setting is told before anything is asked, read or recorded.
  runNumbers(options);
  await checkRunFiles(invocation, work.input.path);
  for (const provider of work.providers) await sessions.open(provider);
  if (options.has("dry-run")) return dryRun(at, work, startedAt);
  const consent = options.has("yes") ? confirmedAll : await askFirst(at, work, startedAt);
  return typeof consent === "number"
    ? consent
    : carriedOut(at, work, { consent, startedAt, resumed });
}

async function carriedOut(
  at: RunAt,
  work: RunWork,
  {
    consent,
    startedAt,
    resumed,
  }: {
    readonly consent: RunConsent;
    readonly startedAt: number;
    readonly resumed: RunRecording | undefined;
  },
): Promise<number> {
  const { terminal } = at;
  const { recording, output } = await openedRun(at, work, resumed);
  try {
    const worked = await workThrough(at, work, { recording, output, consent, startedAt });
    const { tally, end, again } = worked;
    // A run whose rows can be tried again is one that can be gone on with.
    const why = end === "finished" && again > 0 ? "stopped" : end;
    const warning = await recording.end(why, tally.counts);
    if (warning !== undefined) await terminal.warn([warning]);
    const summaryOf = (files: RunSummary["files"]): RunSummary => ({
      run: recording.run,
      ...factsOf(at, work, startedAt, tally),
      outcome: end,
      earlier: recording.earlier,
      files,
      ...afterwards(at, recording.run, worked),
    });
    const unwritten = await refusalOf(output.end(summaryOf));
    const error = worked.error ?? unwritten;
    const summary = summaryOf(output.files);
    const told = error === undefined ? worked : { ...worked, error: midway(error, summary) };
    return await conclude(at, told, summary);
  } finally {
    await recording.close();
  }
}

/** The run's files and its record. What cannot be recorded leaves nothing behind. */
async function openedRun(at: RunAt, work: RunWork, resumed: RunRecording | undefined) {
  const { invocation, terminal, run } = at;
  const dir = resumed?.dir ?? (await runDirectoryOf(at));
  try {
    const output = await openRunOutput(invocation, terminal, {
      run,
      dir,
      form: work.failedFile,
    });
    return { output, recording: resumed ?? (await beginRecord(at, dir, work)) };
  } catch (error) {
    if (resumed === undefined) await forgetUnrecorded(dir);
    throw error;
  }
}

/** What became of the run is told first. */
async function refusalOf(work: Promise<void>): Promise<BillingError | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    if (error instanceof BillingError) return error;
    throw error;
  }
}

/** Reads and plans every row, and writes nothing. */
async function dryRun(at: RunAt, work: RunWork, startedAt: number): Promise<number> {
  const { invocation, terminal } = at;
  const { options } = invocation;
  const output = await openRunOutput(invocation, terminal, {
    form: work.failedFile,
  });
  const out = options.text("out");
  const plans = out === undefined ? undefined : await openPlanLines(invocation, out);
  const worked = await workThrough(at, work, {
    output,
    consent: confirmedAll,
    startedAt,
    ...(plans === undefined ? {} : { onPlanned: plans.onPlanned }),
  });
  await plans?.close();
  const summaryOf = (files: RunSummary["files"]): RunSummary => ({
    ...factsOf(at, work, startedAt, worked.tally),
    outcome: worked.end === "finished" ? "planned" : worked.end,
    files,
  });
  await output.end(summaryOf);
  const code = await conclude(at, worked, summaryOf(output.files));
  const found = (worked.tally.counts.planned ?? 0) > 0;
  return code === 0 && found && options.has("detailed-exitcode") ? exitCodes.changes : code;
}
