/** The end of a run: what it came to, what went wrong, and the exit code. */
import { compact } from "../../domain/compact.ts";
import { BillingError } from "../../domain/errors.ts";
import { rowOutcomes } from "../../domain/documents/row-outcomes.ts";
import { isFailure } from "../../domain/run/run.ts";
import { countRows } from "../../domain/run/run-tally.ts";
import type { RunReport } from "../../bulk/ports.ts";
import { runFate, type RunSummary } from "../../render/run/facts.ts";
import { runRowsView } from "../../render/run/views.ts";
import { plannedExitCode } from "../exit-code.ts";
import { endOfInterrupted } from "../failure.ts";
import { nextSteps } from "./next-steps.ts";
import { type RunView, summaryOf, writeNoun } from "./summary.ts";

/** @returns the exit code */
export async function concludeRun(
  view: RunView,
  report: RunReport,
  files: RunSummary["files"],
): Promise<number> {
  const { terminal, options } = view;
  const summary = summaryOf(view, report, files);
  await terminal.warn(report.warnings);
  const isDeclined = report.end === "declined";
  // Nothing was opened that would have shown it; but who said no has just seen it.
  if (isDeclined && (report.saidNo !== true || terminal.isForPrograms))
    await terminal.out(await (await terminal.list(runRowsView(undefined))).end(summary));
  const failure = isDeclined ? declined(view, report) : failureOf(view, report, summary);
  if (failure !== undefined) {
    return terminal.fail(failure);
  }
  const { planned = 0 } = report.tally.counts;
  return plannedExitCode(options.detailedExitcode && report.mode === "dry-run", planned > 0);
}

function declined(
  view: RunView,
  { tally: { counts }, toConfirm = 0, saidNo }: RunReport,
): BillingError {
  if (saidNo === true) return new BillingError("declined", "declined; nothing was written");
  return new BillingError(
    "declined",
    `${toConfirm} of ${counts.planned ?? 0} ${writeNoun(view)}s ${toConfirm === 1 ? "needs" : "need"} a confirmation and got none; nothing was written`,
    { hint: "look at them with --dry-run, then confirm with --yes" },
  );
}

function failureOf(
  view: RunView,
  { error, mode, tally: { counts }, end }: RunReport,
  summary: RunSummary,
): BillingError | undefined {
  const { rows, resume } = summary;
  const done = countRows(counts);
  const goOn = resume === undefined ? undefined : `go on with: ${resume}`;
  if (error !== undefined) {
    // A mistake that shows when something was sent already is not the one whose exit code says that nothing was.
    const isMidway = mode === "write" && error.kind === "usage" && done > 0;
    const isUnwritten = error.kind === "output";
    if (!isMidway && !isUnwritten) return error;
    const { message } = error;
    const fate = isUnwritten ? `${message}; what became of it: ${runFate(summary)}` : message;
    return new BillingError(isUnwritten ? "output" : "partial", fate, {
      ...compact({ hint: goOn ?? error.hint }),
      cause: error,
    });
  }
  if (end === "interrupted") {
    const kind = endOfInterrupted(view.host.interrupted) ?? "interrupted";
    const message = `interrupted: ${rows - done} of ${rows} rows are left`;
    return new BillingError(kind, message, compact({ hint: goOn }));
  }
  const bad = rowOutcomes.filter(isFailure).reduce((sum, word) => sum + (counts[word] ?? 0), 0);
  if (bad === 0 && end !== "stopped") return undefined;
  const stopped = end === "stopped" ? `; stopped with ${rows - done} rows left` : "";
  const waits = (summary.waits ?? []).map(({ provider, until }) =>
    until === undefined
      ? `; ${provider} says that it wants nothing any more`
      : `; ${provider} wants nothing until ${until}, which is longer than is waited for (--max-wait): try again then`,
  );
  const message = [`${bad} of ${rows} rows failed`, stopped, ...waits].join("");
  return new BillingError("partial", message, compact({ hint: nextSteps(view, summary) }));
}
