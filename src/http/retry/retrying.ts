import {
  type HttpRequest,
  type HttpResponse,
  NoAnswer,
  type Send,
  WaitTooLong,
} from "../../domain/exchange.ts";
import type { Host } from "../../host/host.ts";
import { type AttemptResult, type Repeating, retryDelay, type RetryLimits } from "./retry.ts";

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
  readonly repeating: (request: HttpRequest) => Repeating;
  readonly onRetry?: (notice: RetryNotice) => void;
  /** Whom to notify while waiting: called once a second with the milliseconds that are left. */
  readonly onWait?: (leftMs: number) => void;
  /**
   * Waited for after the delay and before each further attempt, so that it keeps to a budget; where it rejects with a
   * NoAnswer `ABORTED`, the request ends as if the delay had been interrupted; with a WaitTooLong it is not tried again.
   */
  readonly beforeRetry?: (request: HttpRequest) => Promise<void>;
  /** Ends the waiting too, and once it has fired nothing is tried again. */
  readonly signal?: AbortSignal;
}

const second = 1000;

type Outcome = { readonly response: HttpResponse } | { readonly failure: NoAnswer };

/** Sends again as {@link retryDelay} decides; the last answer, or the last failure, is the result. */
export function retrying(send: Send, options: RetryingOptions): Send {
  const { host, limits, repeating, onRetry, signal } = options;
  return async (request, abort) => {
    let waited = 0;
    let throttled = 0;
    let lost: NoAnswer | undefined;
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await attemptOnce(() => send(request, abort));
      const kind = repeating(request);
      if (kind !== "harmless" && "failure" in outcome && outcome.failure.sent) {
        lost = outcome.failure;
      }
      const isThrottled = "response" in outcome && outcome.response.status === 429;
      if (isThrottled) throttled += 1;
      const delayMs = retryDelay({
        attempt: ownCount(attempt, throttled, isThrottled, limits),
        result: resultOf(outcome),
        repeating: kind,
        waited,
        now: host.now(),
        random: host.random(),
        limits,
      });
      // Who was interrupted while an attempt was under way has its end, and no further one.
      if (delayMs === "stop" || signal?.aborted === true) return conclude(outcome, lost);
      onRetry?.({ attempt, delayMs, reason: reasonOf(outcome) });
      await wait(options, delayMs, lost);
      if (!(await nextTurn(options, request, lost))) return conclude(outcome, lost);
      waited += delayMs;
    }
  };
}

async function attemptOnce(attempt: () => Promise<HttpResponse>): Promise<Outcome> {
  try {
    return { response: await attempt() };
  } catch (error) {
    if (error instanceof NoAnswer) return { failure: error };
    throw error;
  }
}

/** Which attempt of its sort this was, where 429 is counted by itself. */
function ownCount(
  attempt: number,
  throttled: number,
  isThrottled: boolean,
  { throttledAttempts }: RetryLimits,
): number {
  if (throttledAttempts === undefined) return attempt;
  return isThrottled ? throttled : attempt - throttled;
}

/**
 * The last outcome; but where an attempt was lost on the way and the last one did not succeed, that is what counts: the
 * lost one may have been carried out.
 */
function conclude(outcome: Outcome, lost: NoAnswer | undefined): HttpResponse {
  if ("failure" in outcome) throw lost ?? outcome.failure;
  if (lost !== undefined && outcome.response.status >= 300) throw lost;
  return outcome.response;
}

function resultOf(outcome: Outcome): AttemptResult {
  return "failure" in outcome ? { noAnswer: outcome.failure } : outcome.response;
}

function reasonOf(outcome: Outcome): string {
  return "failure" in outcome ? outcome.failure.message : `HTTP ${outcome.response.status}`;
}

/** Interrupted here, what was certainly not carried out stays so, and what was lost stays unclear. */
async function wait(
  { host, onWait, signal }: RetryingOptions,
  delayMs: number,
  lost: NoAnswer | undefined,
): Promise<void> {
  const step = onWait === undefined ? delayMs : second;
  try {
    for (let left = delayMs; left > 0; left -= step) {
      onWait?.(left);
      await host.sleep(Math.min(step, left), signal);
    }
  } catch (error) {
    if (signal?.aborted !== true) throw error;
    throw interrupted(lost);
  }
}

/** False: its turn will not come. */
async function nextTurn(
  { beforeRetry }: RetryingOptions,
  request: HttpRequest,
  lost: NoAnswer | undefined,
): Promise<boolean> {
  try {
    await beforeRetry?.(request);
    return true;
  } catch (error) {
    if (error instanceof WaitTooLong) return false;
    throw error instanceof NoAnswer && error.code === "ABORTED" ? interrupted(lost) : error;
  }
}

function interrupted(lost: NoAnswer | undefined): NoAnswer {
  return new NoAnswer("Interrupted while waiting to try again (ABORTED)", {
    sent: lost !== undefined,
    code: "ABORTED",
  });
}
