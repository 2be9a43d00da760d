/** Where the results of a run go: stdout, the results file, and the file of failed rows. */
import { resolve } from "node:path";

import { BillingError } from "../domain/errors.ts";
import type { RowResult } from "../domain/run.ts";
import { createTextFile, type TextFile } from "../files/text-file.ts";
import { isSystemError, reasonOf } from "../files/system-error.ts";
import { printMachine } from "../render/machine/machine.ts";
import { rowDocument } from "../render/machine/row-json.ts";
import type { RunSummary } from "../render/run/facts.ts";
import { runRowsView } from "../render/run/views.ts";
import { renderList } from "../render/view.ts";
import type { FailedFileForm } from "../bulk/ports.ts";
import type { Invocation } from "./args/command.ts";
import { lookFor } from "./result-text.ts";
import type { Terminal } from "./terminal.ts";

export interface RunOutput {
  readonly files: RunSummary["files"];
  /** Tells a result. */
  result(result: RowResult): Promise<void>;
  /** Puts a result of an earlier session into the results file. */
  earlier(result: RowResult): Promise<void>;
  /** Puts a row as it was given into the file of failed rows. */
  failed(raw: string): Promise<void>;
  /** Ends the files, and reports the summary. */
  end(summary: (files: RunSummary["files"]) => RunSummary): Promise<void>;
}

interface Place {
  /** As it is told. */
  readonly name: string;
  readonly path: string;
  /** The user named it: it is there in the end, whatever comes of the run. */
  readonly named: boolean;
}

/**
 * @param facts `run` and `dir`: missing for a dry run, which keeps no files but those that are named
 * @throws BillingError `usage` when a file cannot be made
 */
export async function openRunOutput(
  { host, options }: Invocation,
  terminal: Terminal,
  facts: {
    readonly run?: string;
    readonly dir?: string;
    /** Missing: there is no file of failed rows. */
    readonly form: FailedFileForm | undefined;
  },
): Promise<RunOutput> {
  const { run, dir, form } = facts;
  const placeOf = (flag: string, usual: string): Place | undefined => {
    const named = options.text(flag);
    if (named === undefined) {
      const path = dir === undefined ? undefined : `${dir}/${usual}`;
      return path === undefined ? undefined : { name: path, path, named: false };
    }
    const path = resolve(host.cwd, named);
    return { name: named, path, named: true };
  };
  const resultsPlace = placeOf("results", "results.ndjson");
  const failedPlace = form === undefined ? undefined : placeOf("failed", `failed${form.extension}`);
  const results = resultsPlace === undefined ? undefined : await made(resultsPlace);
  // Where nothing fails, there is no file of failures unless somebody waits for one.
  let failures = failedPlace?.named === true ? made(failedPlace) : undefined;
  await failures;
  let failedRows = 0;
  const list = renderList(runRowsView(run), terminal.format, lookFor({ host, options }, terminal));
  const lineOf = async (result: RowResult) =>
    terminal.redactResult(await printMachine(rowDocument(run, result), "ndjson"));
  const files = {
    ...(resultsPlace === undefined ? {} : { results: resultsPlace.name }),
    ...(dir === undefined ? {} : { journal: `${dir}/journal.ndjson` }),
  };
  const allFiles = () =>
    failedRows > 0 && failedPlace !== undefined ? { ...files, failed: failedPlace.name } : files;
  return {
    get files() {
      return allFiles();
    },
    async result(result) {
      const text = list.item(result);
      await Promise.all([
        resultsPlace === undefined
          ? undefined
          : written(resultsPlace, results?.write(await lineOf(result))),
        text === "" ? undefined : terminal.out(text),
      ]);
    },
    async earlier(result) {
      if (resultsPlace !== undefined) {
        await written(resultsPlace, results?.write(await lineOf(result)));
      }
    },
    async failed(raw) {
      if (failedPlace === undefined || form === undefined) return;
      failedRows += 1;
      const lead = failedRows === 1 ? form.before : form.between;
      const file = await (failures ??= made(failedPlace));
      await written(failedPlace, file.write(`${lead}${raw}`));
    },
    async end(summary) {
      try {
        if (failures !== undefined && failedPlace !== undefined && form !== undefined) {
          const rest = failedRows === 0 ? form.before + form.after : form.after;
          const file = await failures;
          await written(failedPlace, file.write(rest));
          await written(failedPlace, file.close());
        }
        if (resultsPlace !== undefined) await written(resultsPlace, results?.close());
      } finally {
        // Whatever becomes of the files, stdout is a whole document.
        await terminal.out(await list.end(summary(allFiles())));
      }
    },
  };
}

async function made(place: Place): Promise<TextFile> {
  const file = createTextFile(place.path);
  await written(place, file);
  return file;
}

async function written(place: Place, work: Promise<unknown> | undefined): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new BillingError(
      "usage",
      `the results cannot be written to "${place.name}": ${reasonOf(error)}`,
      { cause: error },
    );
  }
}
