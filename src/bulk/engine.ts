/** Updates many customers: rehearsed and confirmed where something may be destroyed, recorded, and resumable. */
import { BillingError } from "../domain/errors.ts";
import { countRows } from "../domain/run/run-tally.ts";
import { compact } from "../domain/compact.ts";
import { confirmedAll, confirmedAsShown, type RunConsent } from "./consent.ts";
import { passOver, type Passed } from "./pass.ts";
import type { BulkOptions, BulkPorts, OpenRun, RunMode, RunReport, RunSource } from "./ports.ts";
import type { Sitting } from "./sitting.ts";

/**
 * What ends the run once a row was begun is in the report.
 *
 * @throws {BillingError} what an account is opened with is wrong, or the run or its results cannot be written; nothing
 *   was sent
 */
export async function updateMany(
  source: RunSource,
  options: BulkOptions,
  ports: BulkPorts,
): Promise<RunReport> {
  const sitting: Sitting = { source, options, ports, startedAt: ports.host.now() };
  for (const provider of source.providers) await ports.accounts.open(provider);
  if (options.mode === "dry-run") return dryRun(sitting);
  return isRehearsed(sitting) ? rehearse(sitting) : write(sitting, confirmedAll);
}

/** Whether all rows are planned first: somebody is to see them, or may have to be asked. */
function isRehearsed({ source, options }: Sitting): boolean {
  if (options.mode !== "rehearse") return false;
  const { confirm, shows } = options;
  return (
    shows ||
    isLarge(source, options) ||
    (confirm === "destructive" ? source.mayDestroy : confirm !== "never")
  );
}

/** Whether the run is confirmed because of its size. */
function isLarge({ chosen }: RunSource, { confirm, confirmRows = Infinity }: BulkOptions): boolean {
  return confirm !== "never" && chosen >= confirmRows;
}

/** Reads and plans every row, and writes nothing. */
async function dryRun(sitting: Sitting): Promise<RunReport> {
  const output = await sitting.ports.openOutput();
  const passed = await passOver(sitting, { mode: "dry-run", output });
  const report = reportOf(sitting, "dry-run", passed, planned(passed));
  await output.end(report);
  return report;
}

/** All rows are read and planned before one is written, to show them, and to ask one question that names numbers. */
async function rehearse(sitting: Sitting): Promise<RunReport> {
  const { source, options, ports } = sitting;
  const consent = confirmedAsShown(source.rows, options.confirm);
  const passed = await passOver(sitting, { mode: "rehearse", consent });
  const { error, end } = passed;
  if (error !== undefined || end !== "finished") {
    return reportOf(sitting, "rehearse", passed, end);
  }
  const { shown, toConfirm } = consent.counts();
  const report = {
    ...reportOf(sitting, "rehearse", passed, planned(passed)),
    toConfirm: isLarge(source, options) ? shown : toConfirm,
  };
  if (report.toConfirm === 0) {
    if (options.shows && report.end === "planned") await ports.show(report);
    return write(sitting, consent);
  }
  const answer = await ports.confirm(report);
  if (answer === "yes") return write(sitting, consent);
  return { ...report, end: "declined", ...(answer === "no" ? { saidNo: true } : {}) };
}

async function write(sitting: Sitting, consent: RunConsent): Promise<RunReport> {
  const { run, output } = await opened(sitting);
  try {
    const passed = await passOver(sitting, { mode: "write", run, output, consent });
    const { end, again, tally } = passed;
    // A run whose rows can be tried again is one that can be gone on with.
    const why = end === "finished" && again > 0 ? "stopped" : end;
    const warning = await run.end(why, tally.counts);
    const report: RunReport = {
      ...reportOf(sitting, "write", passed, end),
      earlier: run.earlier,
      warnings: warning === undefined ? [] : [warning],
    };
    const unwritten = await refusalOf(output.end(report));
    return compact({ ...report, error: report.error ?? unwritten });
  } finally {
    await run.close();
  }
}

/** The run's files and its record. What cannot be recorded leaves nothing behind. */
async function opened({ ports: { store, openOutput } }: Sitting) {
  const dir = await store.directory();
  try {
    const output = await openOutput(dir);
    const run: OpenRun = await store.begin();
    return { output, run };
  } catch (error) {
    await store.forget();
    throw error;
  }
}

function planned({ end, tally: { counts } }: Passed): RunReport["end"] {
  if (end !== "finished") return end;
  if ((counts.planned ?? 0) > 0) return "planned";
  return countRows(counts) > (counts.unchanged ?? 0) ? "failed" : "unchanged";
}

function reportOf(
  { ports, startedAt }: Sitting,
  mode: RunMode,
  { tally, error, again, waits }: Passed,
  end: RunReport["end"],
): RunReport {
  const elapsedMs = ports.host.now() - startedAt;
  return compact({ mode, end, tally, error, again, waits, earlier: 0, elapsedMs, warnings: [] });
}

/** Why it was refused; what became of the run is reported first. */
async function refusalOf(work: Promise<void>): Promise<BillingError | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    if (error instanceof BillingError) return error;
    throw error;
  }
}
