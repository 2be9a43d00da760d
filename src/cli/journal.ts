/** Where this command line's journal is. */
import { statSync } from "node:fs";
import { dirname } from "node:path";

import { openJournal } from "../journal/journal.ts";
import type { Journal, Redact } from "../journal/record.ts";
import { version } from "../version.ts";
import type { Ports } from "./ports.ts";
import { type StateOptions, namedJournal, recordsOf } from "./state-directory.ts";

export function journalOf(
  { host, terminal: { secrets } }: Pick<Ports, "host" | "terminal">,
  options: StateOptions,
): Journal {
  const redact: Redact = (value) => secrets.redactValue(value);
  return openJournal({ ...recordsOf(host, options), host, tool: version, redact });
}

/** A word on a journal that somebody named and in whose place nothing was ever recorded: its name may be wrong. */
export async function warnOfNoJournal(
  { host, terminal }: Pick<Ports, "host" | "terminal">,
  { journal }: StateOptions,
): Promise<void> {
  const path = namedJournal(host, journal);
  if (path === undefined || !isNothingAt(path)) return;
  const { listRuns } = await import("../bulk/store/directory.ts");
  // Where only runs were made, they are all there is.
  if ((await listRuns(dirname(path))).length > 0) return;
  const message = `there is no journal ${terminal.path(path)}: nothing was recorded in it`;
  await terminal.warn([{ code: "journal_missing", message }]);
}

/** Of what cannot be looked at, who reads it says why. */
function isNothingAt(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false }) === undefined;
  } catch {
    return false;
  }
}
