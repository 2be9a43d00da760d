import type { HttpRequest, HttpResponse, Send } from "../domain/exchange.ts";
import { NoAnswer } from "../domain/exchange.ts";
import type { Host } from "../host/host.ts";
import type { AttemptResult, RetryLimits } from "./retry.ts";
import { retryDelay } from "./retry.ts";

/** For a notice to whoever is waiting. */
export interface RetryNotice {
  /** The attempt that failed, from 1. */
  readonly attempt: number;
  readonly delayMs: number;
  /** `HTTP 429`, or a sentence about the missing answer. */
  readonly reason: string;
}

export interface RetryingOptions {
  readonly host: Pick<Host, "now" | "sleep" | "random">;
  readonly limits: RetryLimits;
  /** Whether the request changes nothing at the provider. */
  readonly isSafe: (request: HttpRequest) => boolean;
  readonly onRetry?: (notice: RetryNotice) => void;
  /** Ends the waiting too. */
  readonly signal?: AbortSignal;
}

type Outcome = { readonly response: HttpResponse } | { readonly failure: NoAnswer };

/** Sends again as {@link retryDelay} decides; the last answer, or the last failure, is the result. */
export function retrying(send: Send, options: RetryingOptions): Send {
  const { host, limits, isSafe, onRetry, signal } = options;
  return async (request) => {
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await attemptOnce(send, request);
      const delayMs = retryDelay({
        attempt,
        result: resultOf(outcome),
        safe: isSafe(request),
        now: host.now(),
        random: host.random(),
        limits,
      });
      if (delayMs === "stop") return unwrap(outcome);
      onRetry?.({ attempt, delayMs, reason: reasonOf(outcome) });
      await wait(host, delayMs, signal);
    }
  };
}

async function attemptOnce(send: Send, request: HttpRequest): Promise<Outcome> {
  try {
    return { response: await send(request) };
  } catch (error) {
    if (error instanceof NoAnswer) return { failure: error };
    throw error;
  }
}

function unwrap(outcome: Outcome): HttpResponse {
  if ("failure" in outcome) throw outcome.failure;
  return outcome.response;
}

function resultOf(outcome: Outcome): AttemptResult {
  return "failure" in outcome ? { noAnswer: outcome.failure } : outcome.response;
}

function reasonOf(outcome: Outcome): string {
  return "failure" in outcome ? outcome.failure.message : `HTTP ${outcome.response.status}`;
}

/** Only what was certainly not carried out waits for another try, so an interruption here leaves nothing unclear. */
async function wait(
  host: RetryingOptions["host"],
  delayMs: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  try {
    await host.sleep(delayMs, signal);
  } catch (error) {
    if (signal?.aborted !== true) throw error;
    throw new NoAnswer("Interrupted while waiting to try again (ABORTED)", {
      sent: false,
      code: "ABORTED",
    });
  }
}
