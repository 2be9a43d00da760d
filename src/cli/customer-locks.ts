/** The locks of this command line's customers. */
import { type CustomerLocks, customerLocks } from "../update/customer-locks.ts";
import type { ConnectionOptions } from "./args/options/shared-options.ts";
import type { Ports } from "./ports.ts";
import { stateDirectoryIfAny } from "./state-directory.ts";

/** Seconds that another update of the same customer is waited for. */
const usualWait = 60;

/** @param signal ends the waiting */
export function locksOf(
  { host }: Pick<Ports, "host">,
  options: ConnectionOptions,
  signal: AbortSignal,
): CustomerLocks | undefined {
  const stateDir = stateDirectoryIfAny(host, options);
  return customerLocks({
    stateDir,
    host,
    maxWaitMs: (options.maxWait ?? usualWait) * 1000,
    signal,
  });
}
