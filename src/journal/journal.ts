/** The record of every write, in the user's state directory: what was meant, then how it ended. */
import { join } from "node:path";

import type { Warning } from "../domain/change.ts";
import { BillingError } from "../domain/errors.ts";
import { printJson } from "../domain/json.ts";
import { safeJson } from "../domain/safe-text.ts";
import type { Host } from "../host/host.ts";
import { appendLine } from "./append-line.ts";
import { changeIds } from "./change-id.ts";
import { entryVersion, type Entry, type Intent, type Result } from "./entries.ts";
import { isSystemError, reasonOf } from "./system-error.ts";

export type IntentFacts = Omit<Intent, "v" | "type" | "at" | "tool">;
type ResultFacts = Omit<Result, "v" | "type" | "at">;

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
 * The journal in this directory. Nothing is made or opened before the first entry.
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
    intent: async ({ change, ...facts }) => {
      try {
        await append({ v: entryVersion, type: "intent", change, at: at(), tool, ...facts });
      } catch (error) {
        if (!isSystemError(error)) throw error;
        throw new BillingError(
          "usage",
          `the change cannot be recorded in ${path}: ${reasonOf(error)}; nothing was sent`,
          { hint: "--no-journal writes without a record", cause: error },
        );
      }
    },
    result: async ({ change, ...facts }) => {
      try {
        await append({ v: entryVersion, type: "result", change, at: at(), ...facts });
      } catch (error) {
        if (!isSystemError(error)) throw error;
        return {
          code: "result_not_recorded",
          message: `how change ${change} ended (${facts.outcome}) could not be recorded in ${path}: ${reasonOf(error)}`,
        };
      }
    },
  };
}
