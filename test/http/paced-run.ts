/** A run as a program makes it: workers that read and then write customers within a budget, and what came of it. */
import type { HttpRequest, Send } from "../../src/domain/exchange.ts";
import type { Host } from "../../src/host/host.ts";
import type { Budget } from "../../src/http/rate/budget.ts";
import { observing } from "../../src/http/rate/budget.ts";
import { retrying } from "../../src/http/retry/retrying.ts";

interface RunOptions {
  readonly budget: Budget;
  readonly send: Send;
  readonly host: Pick<Host, "now" | "sleep" | "random">;
  readonly workers: number;
  readonly read: HttpRequest;
  readonly write: HttpRequest;
  /** Whether another customer is to be done. */
  readonly more: (begun: number) => boolean;
}

export interface RunCounts {
  /** Requests that were answered, by their final or passing status. */
  readonly answered: number;
  readonly throttled: number;
  /** Customers whose read and write both succeeded, and those of which one did not. */
  readonly done: number;
  readonly lost: number;
}

export async function pacedRun(options: RunOptions): Promise<RunCounts> {
  const { budget, host, workers, read, write, more } = options;
  let [answered, throttled, begun, done, lost] = [0, 0, 0, 0, 0];
  const send = observing(async (request) => {
    const response = await options.send(request);
    answered += 1;
    if (response.status === 429) throttled += 1;
    return response;
  }, budget);

  async function customer(): Promise<void> {
    const reservation = await budget.reserve();
    const retried = retrying(send, {
      host,
      limits: { attempts: 1, throttledAttempts: Infinity, maxWaitMs: Infinity },
      repeating: () => "twice",
      beforeRetry: (request) => reservation.admit(request),
    });
    try {
      let ok = true;
      for (const request of [read, write]) {
        await reservation.admit(request);
        ok = (await retried(request)).status === 200 && ok;
      }
      if (ok) done += 1;
      else lost += 1;
    } finally {
      reservation.release();
    }
  }
  async function worker(): Promise<void> {
    while (more(begun)) {
      begun += 1;
      await customer();
    }
  }
  await Promise.all(Array.from({ length: workers }, worker));
  return { answered, throttled, done, lost };
}
