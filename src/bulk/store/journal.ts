/** The record of a run: what was meant for each row, then how it ended. Many rows share one write and one sync. */
import { join } from "node:path";

import type { Warning } from "../../domain/change.ts";
import { compact } from "../../domain/compact.ts";
import { entryVersion } from "../../domain/documents/format.ts";
import { BillingError } from "../../domain/errors.ts";
import type { RowResult, RunCounts, RunEnd } from "../../domain/run/run.ts";
import { type AppendFile, openAppendFile } from "../../files/lines/append-stream.ts";
import { syncDirectories } from "../../files/durable-directory.ts";
import { isSystemError, reasonOf } from "../../files/system-error.ts";
import type { Host } from "../../host/host.ts";
import { changeIds } from "../../journal/change-id.ts";
import type { Entry } from "../../domain/documents/journal.ts";
import { lineOf } from "../../journal/line-of.ts";
import { ending, inShort, type Journal, journalOf, type Redact } from "../../journal/record.ts";

export interface RunJournal {
  readonly path: string;
  /**
   * A journal for the changes of this row. An intent is on the disk when it is recorded; a result is written soon, so
   * that a power failure may leave the row with an open change.
   *
   * @param externalId the caller's own id, where the row names the customer by it
   */
  forRow(row: number, externalId?: string): Journal;
  /** Records how a row ended for which nothing was sent; returns a warning when it could not. */
  row(result: RowResult): Promise<Warning | undefined>;
  /**
   * Records the end of this sitting; on return it is on the disk, with all that was recorded before.
   *
   * @param counts of all sittings of the run, each row once
   */
  end(end: RunEnd, counts: RunCounts): Promise<Warning | undefined>;
  /** Writes what waits. What the system refuses was reported before, by what was being recorded. */
  close(): Promise<void>;
}

/** The journal of the run in this directory. */
export function runJournalPath(dir: string): string {
  return join(dir, "journal.ndjson");
}

/**
 * Opens the journal of the run in this directory, to go on where it ends.
 *
 * @param options `tool`: version of the program
 * @throws BillingError (usage) when it cannot be opened
 */
export async function openRunJournal(options: {
  readonly dir: string;
  readonly host: Pick<Host, "now" | "platform">;
  readonly tool: string;
  /** Masks credentials: a provider's error may repeat one. Missing: nothing is masked. */
  readonly redact?: Redact;
}): Promise<RunJournal> {
  const { dir, host, tool, redact = (value) => value } = options;
  const path = runJournalPath(dir);
  const file = await opened(path, dir, host.platform);
  const at = clockOf(host);
  const to = {
    path,
    newChange: changeIds(host.now),
    at,
    tool,
    hint: "mend that, then go on with the run",
    durable: (line: string) => file.durable(line),
    soon: (line: string) => file.soon(line),
    redact,
  };
  const v = entryVersion;
  const textOf = (entry: Entry): string => lineOf(inShort(redact(entry)));
  return {
    path,
    forRow: (row, externalId) => journalOf(to, compact({ row, externalId })),
    row: ({ account: _known, ...result }) =>
      ending(path, `how row ${result.row} ended (${result.outcome})`, () =>
        file.soon(textOf({ v, type: "row", at: at(), ...result })),
      ),
    end: (end, counts) =>
      ending(path, `how the run ended (${end})`, () =>
        file.durable(textOf({ v, type: "end", at: at(), end, counts })),
      ),
    close: async () => {
      try {
        await file.close();
      } catch (error) {
        if (!isSystemError(error)) throw error;
      }
    },
  };
}

/** The time as it is recorded, spelled once for all that is recorded within a millisecond. */
function clockOf({ now }: Pick<Host, "now">): () => string {
  let last = Number.NaN;
  let spelled = "";
  return () => {
    const time = now();
    if (time !== last) spelled = new Date(time).toISOString();
    last = time;
    return spelled;
  };
}

async function opened(path: string, dir: string, platform: string): Promise<AppendFile> {
  try {
    const file = openAppendFile(path);
    await syncDirectories(dir, undefined, platform);
    return file;
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new BillingError(
      "usage",
      `the run cannot be recorded in ${path}: ${reasonOf(error)}; nothing was sent`,
      { hint: "a run is only made where it can be recorded", cause: error },
    );
  }
}
