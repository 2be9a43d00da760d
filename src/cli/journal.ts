/** Where this command line's journal is. */
import { isAbsolute, join } from "node:path";

import type { Host } from "../host/host.ts";
import { type Journal, openJournal } from "../journal/journal.ts";
import { version } from "../version.ts";
import type { GivenOptions } from "./command.ts";
import { emulatorStateDirectory } from "./emulated-account.ts";

/** The user's state directory of this program; the emulator keeps a journal of its own beside its records. */
function stateDirectory(host: Host, options: GivenOptions): string {
  if (options.has("emulator")) return emulatorStateDirectory(host, options.text("emulator-state"));
  const state = host.env["XDG_STATE_HOME"];
  const base =
    state !== undefined && isAbsolute(state) ? state : join(host.home, ".local", "state");
  return join(base, "billing");
}

export function journalOf(host: Host, options: GivenOptions): Journal {
  return openJournal({ stateDir: stateDirectory(host, options), host, tool: version });
}
