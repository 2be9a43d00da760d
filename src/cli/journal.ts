/** Where this command line's journal is. */
import { openJournal } from "../journal/journal.ts";
import type { Journal, Redact } from "../journal/record.ts";
import { version } from "../version.ts";
import type { Ports } from "./ports.ts";
import { type StateOptions, recordsOf } from "./state-directory.ts";

export function journalOf(
  { host, terminal: { secrets } }: Pick<Ports, "host" | "terminal">,
  options: StateOptions,
): Journal {
  const redact: Redact = (value) => secrets.redactValue(value);
  return openJournal({ ...recordsOf(host, options), host, tool: version, redact });
}
