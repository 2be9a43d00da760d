import type { Invocation, OptionSpec } from "./args/command.ts";
import type { RunSessions } from "./accounts/run-sessions.ts";
import type { Terminal } from "./terminal.ts";

/** What a run is made of besides its work. */
export interface RunAt {
  readonly invocation: Invocation;
  /** Options of the command, to be recorded. */
  readonly specs: readonly OptionSpec[];
  readonly terminal: Terminal;
  readonly sessions: RunSessions;
  /** Of the run: its directory may be there already, with the input in it. */
  readonly run: string;
}
