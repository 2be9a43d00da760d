/** The buckets of an account, and which of them a request is counted in. */
import type { HttpRequest } from "../../domain/exchange.ts";
import type { RateLimit } from "../../domain/rate-limit.ts";
import { type Pace, publishedPace, unknownPace } from "./pace.ts";
import { refill, take, type TokenBucket, untilThere } from "./token-bucket.ts";

/** The bucket of one rate limit, and what is under way in it. */
export interface RateBucket {
  readonly of: RateLimit["of"];
  pace: Pace;
  /** Taken, but not sent yet. */
  held: number;
  /** When it was turned away first since a request last got through; undefined: it was not. */
  deniedSince: number | undefined;
  inFlight: number;
  /** Whether what is in flight was so by itself from the start. */
  alone: boolean;
}

/** So many tokens of one bucket. */
export interface Need {
  readonly bucket: RateBucket;
  readonly count: number;
}

export type RequestClass = "reads" | "writes";

/** One for each limit; where none is published, one for everything, whose pace is learned. */
export function rateBucketsOf(rates: readonly RateLimit[], now: number): readonly RateBucket[] {
  const idle = { held: 0, deniedSince: undefined, inFlight: 0, alone: false };
  if (rates.length === 0) return [{ ...idle, of: "all", pace: unknownPace(now) }];
  return rates.map((limit) => ({ ...idle, of: limit.of, pace: publishedPace(limit, now) }));
}

export function classOf({ method }: Pick<HttpRequest, "method">): RequestClass {
  return method === "GET" || method === "HEAD" ? "reads" : "writes";
}

/** What one request of each of these classes takes. */
export function needsOf(
  buckets: readonly RateBucket[],
  classes: readonly RequestClass[],
): readonly Need[] {
  return buckets
    .map((bucket) => ({
      bucket,
      count: classes.filter((name) => bucket.of === "all" || bucket.of === name).length,
    }))
    .filter(({ count }) => count > 0);
}

/** Milliseconds until all of it can be taken at once; 0: now. */
export function untilAll(needs: readonly Need[], now: number): number {
  let wait = 0;
  for (const { bucket, count } of needs) {
    const tokens = refill(bucket.pace.bucket, now);
    setTokens(bucket, tokens);
    wait = Math.max(wait, untilThere(tokens, count, now));
  }
  return wait;
}

/** Milliseconds until so many times all of it can have been taken, at the rates of now; 0 where no limit is known. */
export function untilMany(needs: readonly Need[], times: number, now: number): number {
  const waits = needs.map(({ bucket, count }) =>
    untilThere(refill(bucket.pace.bucket, now), count * times, now),
  );
  return Math.max(0, ...waits);
}

export function takeAll(needs: readonly Need[]): void {
  for (const { bucket, count } of needs) {
    setTokens(bucket, take(bucket.pace.bucket, count));
    bucket.held += count;
  }
}

function setTokens(bucket: RateBucket, tokens: TokenBucket): void {
  if (tokens !== bucket.pace.bucket) bucket.pace = { ...bucket.pace, bucket: tokens };
}

/** Puts back what was taken and not sent. */
export function putBack(needs: readonly Need[]): void {
  takeAll(needs.map(({ bucket, count }) => ({ bucket, count: -count })));
}
