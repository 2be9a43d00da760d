/** Where the results of a run go: stdout, the results file, the file of failed rows, and the saved plans. */
import { resolve } from "node:path";

import type { Warning } from "../../domain/change.ts";
import { compact } from "../../domain/compact.ts";
import { BillingError } from "../../domain/errors.ts";
import type { RowResult } from "../../domain/run/run.ts";
import { resultsFile } from "../../bulk/store/lost-journal.ts";
import type { RunOutput, RunReport } from "../../bulk/ports.ts";
import { isSystemError, reasonOf, writeRemedyOf } from "../../files/system-error.ts";
import { createTextFile } from "../../files/text-file.ts";
import { printMachine } from "../../render/machine/machine.ts";
import { rowDocument } from "../../render/machine/row-json.ts";
import type { RunSummary } from "../../render/run/facts.ts";
import { runRowsOf, runRowsView } from "../../render/run/views.ts";
import { prepareMeasuring } from "../../render/text/measure.ts";
import { openPlanLines } from "../plan-file.ts";
import { gathered } from "./gathered.ts";
import { type RunView, summaryOf } from "./summary.ts";

/** An output, and the files that it has written so far. */
export interface FiledOutput extends RunOutput {
  readonly files: RunSummary["files"];
}

interface OutputFile {
  write(text: string): Promise<void>;
  close(): Promise<void>;
}

/**
 * @param dir of the run; missing for a dry run, which keeps no files but those that are named
 * @throws {BillingError} usage: a file cannot be made
 */
export async function openRunOutput(view: RunView, dir?: string): Promise<FiledOutput> {
  const { host, terminal, source } = view;
  const { results: resultsNamed, failed: failedNamed, out } = view.options;
  const form = source.failedFile;
  const run = dir === undefined ? undefined : view.run;
  /** The name of a file as it is shown. */
  const nameOf = (named: string | undefined, usual: string) =>
    named ?? (dir === undefined ? undefined : `${dir}/${usual}`);
  const resultsName = nameOf(resultsNamed, resultsFile);
  const failedName =
    form === undefined ? undefined : nameOf(failedNamed, `failed${form.extension}`);
  const results =
    resultsName === undefined ? undefined : await openOutputFile(host.cwd, resultsName);
  const openFailures = async () =>
    failedName === undefined ? undefined : openOutputFile(host.cwd, failedName);
  // Where nothing fails, there is no file of failures unless somebody waits for one.
  let failures = failedNamed === undefined ? undefined : openFailures();
  await failures;
  let failedRows = 0;
  /** Failed rows with a credential in them: masked, a row would not be what was asked. */
  let keptBack = 0;
  const plans = dir === undefined && out !== undefined ? await openPlanLines(host, out) : undefined;
  const { fields } = view;
  const list = await terminal.list(
    fields === undefined ? runRowsView(run) : runRowsOf(run, fields),
  );
  const drawsRows = fields !== undefined && !terminal.isForPrograms;
  /** What is shown of a row is what its file has. */
  const isFiled = list.isLines === true && fields === undefined;
  const lineOf = (result: RowResult) =>
    printMachine(rowDocument(run, terminal.secrets.redactValue(result)), "ndjson");
  const keep = results && gathered((text) => results.write(text));
  const show = gathered((text) => terminal.out(text));
  const files = (): RunSummary["files"] =>
    compact({
      results: resultsName,
      journal: dir === undefined ? undefined : `${dir}/journal.ndjson`,
      failed: failedRows > 0 ? failedName : undefined,
    });

  return {
    get files() {
      return files();
    },
    async result(result) {
      if (drawsRows) await prepareMeasuring(result);
      const shown = list.item(result);
      await Promise.all([
        keep?.(isFiled ? shown : await lineOf(result)),
        shown === "" ? undefined : show(shown),
      ]);
    },
    async earlier(result) {
      list.earlier?.(result);
      await results?.write(await lineOf(result));
    },
    async failed(raw) {
      if (form === undefined) return;
      if (terminal.secrets.isIn(raw)) {
        keptBack += 1;
        return;
      }
      failures ??= openFailures();
      failedRows += 1;
      const lead = failedRows === 1 ? form.before : form.between;
      const file = await failures;
      await file?.write(`${lead}${raw}`);
    },
    async planned({ patch }, { account, secrets }, { outcome, plan }) {
      if (plan !== undefined) await plans?.write({ account, secrets, patch, outcome, plan });
    },
    async end(report: RunReport) {
      await plans?.close();
      if (keptBack > 0) await terminal.warn([keptBackWarning(keptBack)]);
      try {
        const file = await failures;
        if (form !== undefined && file !== undefined) {
          await file.write(failedRows === 0 ? form.before + form.after : form.after);
          await file.close();
        }
        await results?.close();
      } finally {
        // Whatever becomes of the files, stdout is a whole document.
        await terminal.out(await list.end(summaryOf(view, report, files())));
      }
    },
  };
}

function keptBackWarning(rows: number): Warning {
  const which = rows === 1 ? "a failed row is" : `${rows} failed rows are`;
  const message = `${which} in no file: what they ask for holds a credential of this account`;
  return { code: "failed_row_not_kept", message };
}

/** @param name the file, as it is shown */
async function openOutputFile(cwd: string, name: string): Promise<OutputFile> {
  const allowed = async <T>(work: Promise<T>, kind: "usage" | "output"): Promise<T> => {
    try {
      return await work;
    } catch (cause) {
      if (!isSystemError(cause)) throw cause;
      const message = `the results cannot be written to "${name}": ${reasonOf(cause)}`;
      throw new BillingError(kind, message, {
        ...compact({ hint: writeRemedyOf(cause) }),
        cause,
      });
    }
  };
  const file = await allowed(createTextFile(resolve(cwd, name)), "usage");
  return {
    write: (text) => allowed(file.write(text), "output"),
    close: () => allowed(file.close(), "output"),
  };
}
