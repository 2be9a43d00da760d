/** Where this command line's journal is. */
import type { Host } from "../host/host.ts";
import { openJournal } from "../journal/journal.ts";
import type { Journal } from "../journal/record.ts";
import { version } from "../version.ts";
import { type StateOptions, stateDirectoryOf } from "./state-directory.ts";

export function journalOf(host: Host, options: StateOptions): Journal {
  return openJournal({ stateDir: stateDirectoryOf(host, options), host, tool: version });
}
