/** The record of every write, in the user's state directory: what was meant, then how it ended. */
import { join } from "node:path";

import type { FieldChange, Warning } from "../domain/change.ts";
import { printJson } from "../domain/json.ts";
import type { RowError } from "../domain/run.ts";
import { safeJson } from "../domain/text/safe-text.ts";
import { appendLine } from "../files/append-line.ts";
import type { Host } from "../host/host.ts";
import { changeIds } from "./change-id.ts";
import { entryVersion, type Entry, type Intent, type Result } from "./entries.ts";
import { ending, intending } from "./refusals.ts";

export type IntentFacts = Omit<Intent, "v" | "type" | "at" | "tool">;

/** How a change ended; a run's journal also keeps what else its row has to tell. */
export interface ResultFacts extends Omit<Result, "v" | "type" | "at"> {
  /** Where they are not what the intent said. */
  readonly changes?: readonly FieldChange[];
  readonly warnings?: readonly Warning[];
  readonly error?: RowError;
}

export interface Journal {
  readonly path: string;
  /** An id for the next change. */
  readonly newChange: () => string;
  /**
   * Records what is about to be sent; on return it is on the disk.
   *
   * @throws BillingError (usage) when it could not be recorded: then nothing may be sent
   */
  readonly intent: (facts: IntentFacts) => Promise<void>;
  /** Records how it ended. What happened has happened: a failure to record it is a warning to show, not an error. */
  readonly result: (facts: ResultFacts) => Promise<Warning | undefined>;
}

/** File of the journal in billing's state directory. */
function journalPath(stateDir: string): string {
  return join(stateDir, "journal.ndjson");
}

/**
 * The journal in this directory, for changes that are no part of a run. Nothing is made or opened before the first
 * entry.
 *
 * @param options `stateDir`: billing's directory below `$XDG_STATE_HOME`; `tool`: version of the program
 */
export function openJournal(options: {
  readonly stateDir: string;
  readonly host: Pick<Host, "now" | "platform">;
  readonly tool: string;
}): Journal {
  const { stateDir, host, tool } = options;
  const path = journalPath(stateDir);
  const append = async (entry: Entry): Promise<void> => {
    await appendLine(path, safeJson(printJson(entry)), host.platform);
  };
  const at = (): string => new Date(host.now()).toISOString();
  return {
    path,
    newChange: changeIds(host.now),
    intent: ({ change, ...facts }) =>
      intending(path, "--no-journal writes without a record", () =>
        append({ v: entryVersion, type: "intent", change, at: at(), tool, ...facts }),
      ),
    result: ({ change, changes: _changes, warnings: _warnings, error: _error, ...facts }) =>
      ending(path, `how change ${change} ended (${facts.outcome})`, () =>
        append({ v: entryVersion, type: "result", change, at: at(), ...facts }),
      ),
  };
}
