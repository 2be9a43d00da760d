/** Carries out the work of a run as the options of the command line say, and tells what came of it. */
import { BillingError, exitCodes } from "../domain/errors.ts";
import { isFailure, rowOutcomes } from "../domain/run.ts";
import { countRows, type RunTally } from "../domain/run-tally.ts";
import { maskTally } from "../render/mask.ts";
import { prepareMeasuring } from "../render/measure.ts";
import { runMarkdown } from "../render/run-markdown.ts";
import { runQuestion } from "../render/run-question.ts";
import { runSummary } from "../render/run-summary.ts";
import type { RunSummary } from "../render/run-summary-facts.ts";
import type { RunWork } from "../update/run-work.ts";
import { openPlanLines } from "./plan-lines.ts";
import { accountWords, masksFor } from "./result-text.ts";
import type { RunAt } from "./run-at.ts";
import { confirmedAll, confirmedAsShown, type RunConsent } from "./run-consent.ts";
import { openRunOutput } from "./run-output.ts";
import { runNumbers } from "./run-numbers.ts";
import {
  beginRecord,
  forgetUnrecorded,
  runDirectoryOf,
  type RunRecording,
} from "./run-recording.ts";
import { workThrough, type Worked } from "./run-rows.ts";

/** @returns the exit code */
export async function runMany(at: RunAt, work: RunWork, resumed?: RunRecording): Promise<number> {
  const { invocation, terminal, sessions } = at;
  const { options, host } = invocation;
  const startedAt = host.now();
  // What is wrong with a number or a setting is told before anything is asked, read or recorded.
  runNumbers(options);
  for (const provider of work.providers) await sessions.open(provider);
  if (options.has("dry-run")) return dryRun(at, work, startedAt);

  const consent = options.has("yes") ? confirmedAll : await askFirst(at, work, startedAt);
  if (typeof consent === "number") return consent;
  const { recording, output } = await openedRun(at, work, resumed);
  try {
    const worked = await workThrough(at, work, { recording, output, consent, startedAt });
    const { tally, end } = worked;
    const warning = await recording.end(end, tally.counts);
    if (warning !== undefined) await terminal.warn([warning]);
    const summaryOf = (files: RunSummary["files"]): RunSummary => ({
      run: recording.run,
      ...factsOf(at, work, startedAt, tally),
      outcome: end,
      earlier: recording.earlier,
      files,
      ...afterwards(at, recording.run, worked),
    });
    const error = worked.error ?? (await refusalOf(output.end(summaryOf)));
    await tell(at, summaryOf(output.files));
    const told = error === undefined ? worked : { ...worked, error };
    return await conclude(at, told, summaryOf(output.files));
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
      inputPath: work.input.path,
      form: work.failedFile,
    });
    return { output, recording: resumed ?? (await beginRecord(at, dir, work)) };
  } catch (error) {
    await (resumed === undefined ? forgetUnrecorded(dir) : resumed.close());
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
    inputPath: work.input.path,
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
  await tell(at, summaryOf(output.files));
  const code = await conclude(at, worked, summaryOf(output.files));
  const found = (worked.tally.counts.planned ?? 0) > 0;
  return code === 0 && found && options.has("detailed-exitcode") ? exitCodes.changes : code;
}

/**
 * Where something may be destroyed, all rows are read and planned before one is written, to ask one question that
 * names numbers.
 *
 * @returns the consent, or the exit code where there is none
 */
async function askFirst(at: RunAt, work: RunWork, startedAt: number): Promise<RunConsent | number> {
  if (!work.mayDestroy) return confirmedAll;
  const { invocation, terminal } = at;
  const { host, options } = invocation;
  const consent = confirmedAsShown(work.rows);
  const worked = await workThrough(at, work, { consent, startedAt });
  const { tally, error, end } = worked;
  if (error !== undefined || end === "interrupted") {
    return conclude(at, worked, {
      ...factsOf(at, work, startedAt, tally),
      outcome: end,
      files: {},
    });
  }
  if (tally.destructive === 0) return consent;
  const canAsk = !options.has("no-input") && host.stdin.isTTY && host.stderr.isTTY;
  if (canAsk) {
    await prepareMeasuring(tally);
    await terminal.err(runQuestion(tally, terminal.errStyle));
    const answer = await host.stdin.readLine(host.interrupted);
    if (answer === undefined) await terminal.err("\n");
    if (/^y(?:es)?$/iu.test(answer?.trim() ?? "")) return consent;
  }
  await tell(at, { ...factsOf(at, work, startedAt, tally), outcome: "declined", files: {} });
  const planned = tally.counts.planned ?? 0;
  await terminal.fail(
    new BillingError(
      "declined",
      `${tally.destructive} of ${planned} updates need a confirmation and got none; nothing was written`,
      { hint: "look at them with --dry-run, then confirm with --yes" },
    ),
  );
  return exitCodes.declined;
}

function factsOf(at: RunAt, work: RunWork, startedAt: number, tally: RunTally) {
  return {
    command: work.command,
    input: work.input.name,
    rows: work.chosen + work.invalid,
    tally,
    elapsedMs: at.invocation.host.now() - startedAt,
  };
}

/** What can be done with the run now. */
function afterwards(
  { invocation }: RunAt,
  run: string,
  { tally, end, again }: Worked,
): Pick<RunSummary, "undo" | "resume"> {
  const words = accountWords(invocation.options);
  return end !== "finished" || again > 0
    ? { resume: ["billing customers update --resume", run, ...words].join(" ") }
    : (tally.counts.updated ?? 0) > 0
      ? { undo: ["billing undo", run, ...words].join(" ") }
      : {};
}

/** The summary, where stdout is for people. */
async function tell({ invocation, terminal }: RunAt, whole: RunSummary): Promise<void> {
  if (terminal.machine !== undefined) return;
  const { home } = invocation.host;
  const masked = masksFor(invocation.host, invocation.options);
  const summary: RunSummary = {
    ...whole,
    tally: masked ? maskTally(whole.tally) : whole.tally,
    files: Object.fromEntries(
      Object.entries(whole.files).map(([name, path]) => [name, fromHome(path, home)]),
    ),
  };
  await prepareMeasuring(summary);
  await terminal.out(
    terminal.format === "markdown" ? runMarkdown(summary) : runSummary(summary, terminal.outStyle),
  );
}

/** A path as people write it: the home directory is `~`. */
function fromHome(path: string, home: string): string {
  return path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path;
}

/** Says what went wrong. @returns the exit code */
async function conclude({ invocation, terminal }: RunAt, worked: Worked, summary: RunSummary) {
  const { host } = invocation;
  const { failed } = summary.files;
  const isForPeople = terminal.machine === undefined && failed !== undefined;
  const named = isForPeople ? fromHome(failed, host.home) : failed;
  const failure = worked.error ?? failureOf(worked, summary, named, host.interrupted);
  if (failure === undefined) return 0;
  await terminal.fail(failure);
  return failure.exitCode;
}

function failureOf(
  { tally, end }: Worked,
  { rows, earlier = 0, resume }: RunSummary,
  failedFile: string | undefined,
  interrupted: AbortSignal,
): BillingError | undefined {
  const { counts } = tally;
  const done = countRows(counts) + earlier;
  if (end === "interrupted") {
    const kind = interrupted.reason === "SIGTERM" ? "terminated" : "interrupted";
    const hint = resume === undefined ? {} : { hint: `go on with: ${resume}` };
    return new BillingError(kind, `interrupted: ${rows - done} of ${rows} rows are left`, hint);
  }
  const bad = countRows(
    Object.fromEntries(rowOutcomes.filter(isFailure).map((word) => [word, counts[word] ?? 0])),
  );
  if (bad === 0 && end === "finished") return undefined;
  const stopped = end === "stopped" ? `; stopped with ${rows - done} rows left` : "";
  const hint =
    failedFile === undefined
      ? {}
      : { hint: `the rows that failed, ready to run again: ${failedFile}` };
  return new BillingError("partial", `${bad} of ${rows} rows failed${stopped}`, hint);
}
