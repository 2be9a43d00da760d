/** Where this command line's journal is. */
import type { Host } from "../host/host.ts";
import { type Journal, openJournal } from "../journal/journal.ts";
import { version } from "../version.ts";
import type { GivenOptions } from "./command.ts";
import { emulatorStateDirectory, userStateDirectory } from "./state-directory.ts";

/** The emulator keeps a journal of its own beside its records. */
export function journalOf(host: Host, options: GivenOptions): Journal {
  const stateDir = options.has("emulator")
    ? emulatorStateDirectory(host, options.text("emulator-state"))
    : userStateDirectory(host);
  return openJournal({ stateDir, host, tool: version });
}
