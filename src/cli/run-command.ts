import { openRunSession } from "./accounts/open.ts";
import { runSessions, type RunSessions } from "./accounts/run-sessions.ts";
import type { GivenOptions, Invocation } from "./args/command.ts";
import type { Terminal } from "./terminal.ts";

export interface Reporting {
  readonly terminal: Terminal;
  /** The accounts of a run, with these options where they are not those of the command line. */
  readonly sessions: (options?: GivenOptions) => RunSessions;
}

export function reporting(
  { ports, options }: Invocation,
  work: (at: Reporting) => Promise<number>,
): Promise<number> {
  const sessions = (own: GivenOptions = options): RunSessions =>
    runSessions((provider, facts) => openRunSession(ports, own, provider, facts));
  return work({ terminal: ports.terminal, sessions });
}
