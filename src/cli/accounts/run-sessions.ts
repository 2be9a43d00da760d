/** The accounts of a run, one for each of its providers. */
import { setMaxListeners } from "node:events";

import type { RunSession } from "./open.ts";

export interface RunSessions {
  /** The account of this provider; opened once. */
  open(provider: string): Promise<RunSession>;
  /** Fires when no row is to be begun any more. */
  readonly halt: AbortController;
  /** Whom to tell that a provider is waited for: its title, and the milliseconds that are left. */
  onWait(tell: (title: string, leftMs: number) => void): void;
}

/** @param openSession opens the account of one provider; whoever gave it closes it */
export function runSessions(
  openSession: (
    provider: string,
    facts: { readonly halt: AbortSignal; readonly onWait: (leftMs: number) => void },
  ) => Promise<RunSession>,
): RunSessions {
  const halt = new AbortController();
  // Every row that waits listens to it; Node would take more than ten for a leak, and say so on stderr.
  setMaxListeners(0, halt.signal);
  const opened = new Map<string, Promise<RunSession>>();
  let tellWait: ((title: string, leftMs: number) => void) | undefined;
  const begin = async (provider: string): Promise<RunSession> => {
    let title = provider;
    const session = await openSession(provider, {
      halt: halt.signal,
      onWait: (leftMs) => tellWait?.(title, leftMs),
    });
    ({ title } = session.provider);
    return session;
  };
  return {
    halt,
    open(provider) {
      const known = opened.get(provider) ?? begin(provider);
      opened.set(provider, known);
      return known;
    },
    onWait(tell) {
      tellWait = tell;
    },
  };
}
