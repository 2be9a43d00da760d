/** The record of every single write, in the user's state directory: what was meant, then how it ended. */
import { join } from "node:path";

import { compact } from "../domain/compact.ts";
import { appendLine } from "../files/lines/append-line.ts";
import type { Host } from "../host/host.ts";
import { changeIds } from "./change-id.ts";
import { type Journal, journalOf, type Redact } from "./record.ts";

/** Its name, unless it is given another. */
export const journalFile = "journal.ndjson";

/**
 * The journal in this directory, for changes that are no part of a run. Nothing is made or opened before the first
 * entry.
 *
 * @param options `stateDir`: billing's directory below `$XDG_STATE_HOME`, or where `file` is to be; `tool`: version of
 *   the program
 */
export function openJournal(options: {
  readonly stateDir: string;
  readonly file?: string;
  readonly host: Pick<Host, "now" | "platform">;
  readonly tool: string;
  readonly redact?: Redact;
}): Journal {
  const { stateDir, file = journalFile, host, tool, redact } = options;
  const path = join(stateDir, file);
  const append = (line: string): Promise<void> => appendLine(path, line, host.platform);
  return journalOf({
    path,
    newChange: changeIds(host.now),
    at: () => new Date(host.now()).toISOString(),
    tool,
    hint: "name another place with --journal or XDG_STATE_HOME; --no-journal writes without a record",
    durable: append,
    soon: append,
    ...compact({ redact }),
  });
}
