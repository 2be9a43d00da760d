/** The buckets of an account, and which of them a request is counted in. */
import type { HttpRequest } from "../../domain/exchange.ts";
import type { RateLimit } from "../../domain/rate-limit.ts";
import type { Bucket } from "./bucket.ts";
import { refill, take, untilThere } from "./bucket.ts";
import type { Pace } from "./pace.ts";
import { publishedPace, unknownPace } from "./pace.ts";

/** One bucket, and what is under way in it. */
export interface Lane {
  readonly of: RateLimit["of"];
  pace: Pace;
  /** Taken, but not sent yet. */
  held: number;
  inFlight: number;
  /** Whether what is in flight was so by itself from the start. */
  alone: boolean;
}

/** So many tokens of one lane. */
export interface Need {
  readonly lane: Lane;
  readonly count: number;
}

export type RequestClass = "reads" | "writes";

/** One lane for each limit; where none is published, one for everything, whose pace is learned. */
export function lanesOf(rates: readonly RateLimit[], now: number): readonly Lane[] {
  const idle = { held: 0, inFlight: 0, alone: false };
  if (rates.length === 0) return [{ ...idle, of: "all", pace: unknownPace(now) }];
  return rates.map((limit) => ({ ...idle, of: limit.of, pace: publishedPace(limit, now) }));
}

export function classOf({ method }: Pick<HttpRequest, "method">): RequestClass {
  return method === "GET" || method === "HEAD" ? "reads" : "writes";
}

/** What one request of each of these classes takes. */
export function needsOf(lanes: readonly Lane[], classes: readonly RequestClass[]): readonly Need[] {
  return lanes
    .map((lane) => ({
      lane,
      count: classes.filter((name) => lane.of === "all" || lane.of === name).length,
    }))
    .filter(({ count }) => count > 0);
}

/** Milliseconds until all of it can be taken at once; 0: now. */
export function untilAll(needs: readonly Need[], now: number): number {
  let wait = 0;
  for (const { lane, count } of needs) {
    const bucket = refill(lane.pace.bucket, now);
    setBucket(lane, bucket);
    wait = Math.max(wait, untilThere(bucket, count, now));
  }
  return wait;
}

export function takeAll(needs: readonly Need[]): void {
  for (const { lane, count } of needs) {
    setBucket(lane, take(lane.pace.bucket, count));
    lane.held += count;
  }
}

function setBucket(lane: Lane, bucket: Bucket): void {
  if (bucket !== lane.pace.bucket) lane.pace = { ...lane.pace, bucket };
}

/** Puts back what was taken and not sent. */
export function putBack(needs: readonly Need[]): void {
  takeAll(needs.map(({ lane, count }) => ({ lane, count: -count })));
}
