/** A journal in a directory of its own. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { openJournal } from "../../src/journal/journal.ts";
import type { Journal } from "../../src/journal/record.ts";

interface TemporaryJournal extends AsyncDisposable {
  /** The directory above the journal's own, which is not there yet. */
  readonly home: string;
  readonly stateDir: string;
  readonly journal: Journal;
}

export function journalIn(stateDir: string, now: () => number = Date.now): Journal {
  return openJournal({ stateDir, host: { now, platform: process.platform }, tool: "0.1.0" });
}

/** `await using place = await temporaryJournal()`: gone after the test. */
export async function temporaryJournal(now?: () => number): Promise<TemporaryJournal> {
  const home = await mkdtemp(join(tmpdir(), "billing-journal-"));
  const stateDir = join(home, "state", "billing");
  return {
    home,
    stateDir,
    journal: journalIn(stateDir, now),
    [Symbol.asyncDispose]: () => rm(home, { recursive: true, force: true }),
  };
}
