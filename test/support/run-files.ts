/** What runs leave on the disk, read for a test. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

import type { DamagedLine, RecordedChange } from "../../src/domain/run/recorded-change.ts";
import type { RowResult } from "../../src/domain/run/run.ts";
import { changesOfRun } from "../../src/bulk/store/changes.ts";

/** Directories of the runs that were recorded under this state home, oldest first. */
export async function runDirectories(stateHome: string): Promise<readonly string[]> {
  const runs = join(stateHome, "billing", "runs");
  return (await readdir(runs)).toSorted().map((name) => join(runs, name));
}

/** The directory of the only run there is. */
export async function onlyRun(stateHome: string): Promise<string> {
  const directories = await runDirectories(stateHome);
  const [first] = directories;
  if (first === undefined || directories.length > 1) {
    throw new Error(`${directories.length} runs in ${stateHome}`);
  }
  return first;
}

/** Every line is a result that is whole; else it throws. */
export function resultsIn(text: string): readonly RowResult[] {
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as RowResult);
}

export async function resultsFile(directory: string): Promise<readonly RowResult[]> {
  return resultsIn(await readFile(join(directory, "results.ndjson"), "utf8"));
}

/** The changes of a run as its journal tells them, and its lines that cannot be used, with their text. */
export async function journalOf(directory: string): Promise<{
  readonly changes: readonly RecordedChange[];
  readonly damaged: readonly (DamagedLine & { readonly text: string })[];
}> {
  const found: DamagedLine[] = [];
  const changes: RecordedChange[] = [];
  for await (const change of changesOfRun(directory, (line) => found.push(line))) {
    changes.push(change);
  }
  const lines = (await readFile(join(directory, "journal.ndjson"), "utf8")).split("\n");
  const damaged = found.map((line) => ({ ...line, text: lines[line.line - 1] ?? "" }));
  return { changes, damaged };
}

/** Ids of the customers for whom the journal holds an intent, torn lines left out. */
export async function intentsIn(directory: string): Promise<readonly string[]> {
  const text = await readFile(join(directory, "journal.ndjson"), "utf8");
  return text
    .split("\n")
    .filter((line) => line.includes('"type":"intent"') && line.endsWith("}"))
    .map((line) => (JSON.parse(line) as { id: string }).id);
}
