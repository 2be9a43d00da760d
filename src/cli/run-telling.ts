/** What a run came to, told in the asked form. */
import { BillingError } from "../domain/errors.ts";
import { isFailure, rowOutcomes } from "../domain/run.ts";
import { countRows, type RunTally } from "../domain/run-tally.ts";
import { maskTally } from "../render/mask/mask.ts";
import { prepareMeasuring } from "../render/text/measure.ts";
import { runMarkdown } from "../render/run/markdown.ts";
import { runSummary } from "../render/run/summary.ts";
import type { RunSummary } from "../render/run/facts.ts";
import type { RunWork } from "../bulk/ports.ts";
import { accountWords, masksFor } from "./result-text.ts";
import type { RunAt } from "./run-at.ts";
import type { Worked } from "./run-rows.ts";

/** What every summary of the run says. */
export function factsOf(at: RunAt, work: RunWork, startedAt: number, tally: RunTally) {
  return {
    command: work.command,
    input: work.input.name,
    rows: work.chosen + work.invalid,
    tally,
    elapsedMs: at.invocation.host.now() - startedAt,
  };
}

/** What can be done with the run now. */
export function afterwards(
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

/** A mistake that shows when something was sent already is not the one whose exit code says that nothing was. */
export function midway(
  error: BillingError,
  { tally, earlier = 0, resume }: RunSummary,
): BillingError {
  if (error.kind !== "usage" || countRows(tally.counts) + earlier === 0) return error;
  const hint = resume === undefined ? error.hint : `go on with: ${resume}`;
  return new BillingError("partial", error.message, {
    ...(hint === undefined ? {} : { hint }),
    cause: error,
  });
}

/** The summary, where stdout is for people. */
export async function tell(at: RunAt, whole: RunSummary): Promise<void> {
  const { terminal } = at;
  if (terminal.machine !== undefined) return;
  const summary = shownSummary(at, whole);
  await prepareMeasuring(summary);
  await terminal.out(
    terminal.format === "markdown" ? runMarkdown(summary) : runSummary(summary, terminal.outStyle),
  );
}

/** The summary as people are to see it: masked where that is wanted, its paths short. */
export function shownSummary(
  { invocation: { host, options } }: RunAt,
  whole: RunSummary,
): RunSummary {
  return {
    ...whole,
    tally: masksFor(host, options) ? maskTally(whole.tally) : whole.tally,
    files: Object.fromEntries(
      Object.entries(whole.files).map(([name, path]) => [name, fromHome(path, host.home)]),
    ),
  };
}

/** A path as people write it: the home directory is `~`. */
function fromHome(path: string, home: string | undefined): string {
  if (home === undefined) return path;
  return path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path;
}

/** Says what went wrong. @returns the exit code */
export async function conclude(
  { invocation, terminal }: RunAt,
  worked: Worked,
  summary: RunSummary,
) {
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
