/** Whether and when to try again: a pure decision, in one place for every provider. */
import { isTlsCode } from "../send/no-answer.ts";
import { retryAfter } from "./retry-after.ts";

export interface RetryLimits {
  /** How often a request is sent at most; 1 means never again. */
  readonly attempts: number;
  /** How many of its attempts may be answered with 429, which then do not count as `attempts`; missing: they do. */
  readonly throttledAttempts?: number;
  /** All the waiting for one request that is accepted, in milliseconds. */
  readonly maxWaitMs: number;
}

/** Four attempts; a server that asks for more than a minute of patience is not waited for. */
export const defaultLimits: RetryLimits = { attempts: 4, maxWaitMs: 60_000 };

/**
 * What sending a request twice would mean. `harmless`: it changes nothing. `keyed`: it carries a key under which the
 * provider carries it out once. `twice`: it may be carried out twice.
 */
export type Repeating = "harmless" | "keyed" | "twice";

/** What an attempt came to. */
export type AttemptResult =
  | { readonly status: number; readonly headers: Readonly<Record<string, string>> }
  | { readonly noAnswer: { readonly sent: boolean; readonly code: string } };

interface Attempt {
  /** From 1: the one that just ended. Where 429 is counted by itself, only attempts of the same sort count. */
  readonly attempt: number;
  readonly result: AttemptResult;
  readonly repeating: Repeating;
  /** Milliseconds already waited for this request. */
  readonly waited: number;
  /** Milliseconds since 1970, to measure a date in `Retry-After` against where the answer has no `Date`. */
  readonly now: number;
  /** From 0 up to 1. */
  readonly random: number;
  readonly limits: RetryLimits;
}

const firstBackoffMs = 500;
const maxBackoffMs = 8_000;

/**
 * Milliseconds to wait before the next attempt, or `stop`.
 *
 * What is harmless is tried again whenever that may help. What changes something only when it certainly was not
 * carried out (it never left, or was turned away with 429), and under a key also when no answer came.
 * `Retry-After` is never cut short: where it asks for more than is left of the accepted waiting, the answer is `stop`.
 */
export function retryDelay(tried: Attempt): number | "stop" {
  const { attempt, result, repeating, now, random, limits } = tried;
  if (attempt >= attemptsFor(result, limits) || !mayTryAgain(result, repeating)) return "stop";
  const left = Math.max(0, limits.maxWaitMs - tried.waited);
  const ceiling = Math.min(maxBackoffMs, firstBackoffMs * 2 ** (attempt - 1), left);
  const backoff = Math.round(random * ceiling);
  const asked = "status" in result ? retryAfter(result.headers, now) : undefined;
  if (asked === undefined) return backoff;
  return asked > left ? "stop" : Math.max(asked, backoff);
}

function attemptsFor(result: AttemptResult, limits: RetryLimits): number {
  const throttled = "status" in result && result.status === 429;
  return (throttled ? limits.throttledAttempts : undefined) ?? limits.attempts;
}

const passingStatuses = new Set([408, 429, 500, 502, 503, 504]);

const passingConnectCodes = new Set([
  "EAI_AGAIN",
  "ECONNREFUSED",
  "ECONNRESET",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "ETIMEDOUT",
]);

const lastingCodes = new Set([
  "ABORTED",
  "INVALID_REQUEST",
  "INVALID_URL",
  "NOT_UTF8",
  "PROXY_REFUSED",
  "TOO_LARGE",
  "UPGRADED",
]);

function mayTryAgain(result: AttemptResult, repeating: Repeating): boolean {
  if ("status" in result) {
    return repeating === "harmless" ? passingStatuses.has(result.status) : result.status === 429;
  }
  const { sent, code } = result.noAnswer;
  if (repeating === "harmless" || (repeating === "keyed" && sent)) {
    return !lastingCodes.has(code) && !isTlsCode(code);
  }
  return !sent && passingConnectCodes.has(code);
}
