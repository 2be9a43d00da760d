/** The locks of this command line's customers. */
import { type CustomerLocks, customerLocks } from "../update/locks/customer-locks.ts";
import type { ConnectionOptions } from "./args/options/shared-options.ts";
import type { Ports } from "./ports.ts";
import { stateDirectoryIfAny } from "./state-directory.ts";

/** Seconds that another update of the same customer is waited for. */
const usualWait = 60;

/**
 * @param signal ends the waiting
 * @param many of a run over many customers
 */
export function locksOf(
  { host, terminal }: Pick<Ports, "host" | "terminal">,
  options: ConnectionOptions,
  signal: AbortSignal,
  many = false,
): CustomerLocks | undefined {
  const stateDir = stateDirectoryIfAny(host, options);
  return customerLocks({
    stateDir,
    host,
    maxWaitMs: (options.maxWait ?? usualWait) * 1000,
    signal,
    many,
    // A terminal shows each step, and a run how far it is.
    ...(many || host.stderr.isTTY
      ? {}
      : { onLongWait: (text: string) => void terminal.notice(text) }),
  });
}
