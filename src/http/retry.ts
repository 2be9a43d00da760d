/** Whether and when to try again: a pure decision, in one place for every provider. */
import { isTlsCode } from "./no-answer.ts";

export interface RetryLimits {
  /** How often a request is sent at most; 1 means never again. */
  readonly attempts: number;
  /** Longest single wait that is accepted, in milliseconds. */
  readonly maxWaitMs: number;
}

/** Four attempts; a server that asks for more than a minute of patience is not waited for. */
export const defaultLimits: RetryLimits = { attempts: 4, maxWaitMs: 60_000 };

/** What an attempt came to. */
export type AttemptResult =
  | { readonly status: number; readonly headers: Readonly<Record<string, string>> }
  | { readonly noAnswer: { readonly sent: boolean; readonly code: string } };

interface Attempt {
  /** From 1: the one that just ended. */
  readonly attempt: number;
  readonly result: AttemptResult;
  /** Whether the request changes nothing, so that sending it twice is the same as once. */
  readonly safe: boolean;
  /** Milliseconds since 1970, to measure a date in `Retry-After` against. */
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
 * A safe request is tried again whenever that may help. Any other only when it certainly was not
 * carried out: it never left, or was turned away with 429. `Retry-After` is never cut short: where
 * it asks for more than the longest accepted wait, the answer is `stop`.
 */
export function retryDelay(tried: Attempt): number | "stop" {
  const { attempt, result, safe, now, random, limits } = tried;
  if (attempt >= limits.attempts || !mayTryAgain(result, safe)) return "stop";
  const ceiling = Math.min(maxBackoffMs, firstBackoffMs * 2 ** (attempt - 1), limits.maxWaitMs);
  const backoff = Math.round(random * ceiling);
  const asked = "status" in result ? retryAfter(result.headers["retry-after"], now) : undefined;
  if (asked === undefined) return backoff;
  return asked > limits.maxWaitMs ? "stop" : Math.max(asked, backoff);
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
  "TOO_LARGE",
]);

function mayTryAgain(result: AttemptResult, safe: boolean): boolean {
  if ("status" in result) return safe ? passingStatuses.has(result.status) : result.status === 429;
  const { sent, code } = result.noAnswer;
  if (safe) return !lastingCodes.has(code) && !isTlsCode(code);
  return !sent && passingConnectCodes.has(code);
}

const httpDate = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? .*\d\d:\d\d:\d\d/;

/** Milliseconds asked for by `Retry-After`, seconds or a date in any of the three forms of RFC 9110, 5.6.7; undefined when it cannot be read. */
function retryAfter(value: string | undefined, now: number): number | undefined {
  if (value === undefined) return undefined;
  const text = value.trim();
  if (/^\d+(?:\.\d+)?$/.test(text)) return Math.ceil(Number(text) * 1000);
  if (!httpDate.test(text)) return undefined;
  const date = Date.parse(text.endsWith("GMT") ? text : `${text} GMT`);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
