import type { Send } from "../domain/exchange.ts";
import type { Host } from "../host/host.ts";

/**
 * Sends at most so many requests a second, each at its own moment rather than in bursts.
 *
 * @param rate requests a second
 */
export function pacing(
  send: Send,
  rate: number,
  { now, sleep }: Pick<Host, "now" | "sleep">,
  signal?: AbortSignal,
): Send {
  const interval = 1000 / rate;
  let next = Number.NEGATIVE_INFINITY;
  return async (request) => {
    const start = Math.max(now(), next);
    next = start + interval;
    const wait = start - now();
    // Interrupted, the waiting ends at once, and sending says so.
    if (wait > 0) await sleep(wait, signal).catch(() => undefined);
    return send(request);
  };
}
