/** Kirim's token buckets, one for writes and one for reads (docs.kirimdev.com, "Rate limits"; the default plan). */
import { compact } from "../../../domain/compact.ts";
import { isJsonObject } from "../../../domain/json.ts";
import {
  type Draw,
  drawToken,
  millisecondsToFull,
  type RateBucket,
  secondsToNext,
} from "../../limits/token-bucket.ts";
import { own } from "../../state/records.ts";
import { put } from "../../state/state.ts";
import type { VendorCall, VendorLimiting, VendorState } from "../../vendor.ts";

type Headers = Readonly<Record<string, string>>;

/** Where the buckets are kept in `other`. */
export const bucketKeys = ["bucket write", "bucket read"] as const;

/** Writes; reads are ten times as many. */
const perMinute = 60;

export const kirimLimiting: VendorLimiting = {
  switch: "rateLimit",
  budget: budgetOf,
  headers: headersOf,
};

/** Takes one token, if there is one. */
export function takeToken({ method, state, world }: VendorCall): Draw {
  const { name, times } = budgetOf(method);
  const capacity = times * perMinute;
  const size = { capacity, perMillisecond: capacity / 60_000 };
  const draw = drawToken(bucketIn(state, name), size, world.now());
  put(state, "other", name, { ...draw.bucket });
  return draw;
}

/** What an answer says of a bucket without a token; when to try again is said by `Retry-After` alone. */
export function emptyBucket({ method, world }: VendorCall): Headers {
  return {
    "X-RateLimit-Limit": String(budgetOf(method).times * perMinute),
    "X-RateLimit-Remaining": "0",
    "X-RateLimit-Reset": String(Math.ceil(world.now() / 1000) + 60),
  };
}

/** `X-RateLimit-Reset` says when the bucket is full again, in epoch seconds. */
export function headersOf(draw: Draw): Headers {
  const { allowed, bucket, size } = draw;
  return compact({
    "X-RateLimit-Limit": String(size.capacity),
    "X-RateLimit-Remaining": String(Math.floor(bucket.tokens)),
    "X-RateLimit-Reset": String(Math.ceil((bucket.at + millisecondsToFull(draw)) / 1000)),
    "Retry-After": allowed ? undefined : String(secondsToNext(draw)),
  });
}

function budgetOf(method: string): { readonly name: string; readonly times: number } {
  const reads = method === "GET" || method === "HEAD";
  return reads ? { name: "bucket read", times: 10 } : { name: "bucket write", times: 1 };
}

function bucketIn(state: VendorState, name: string): RateBucket | undefined {
  const kept = own(state.other, name);
  return isJsonObject(kept)
    ? { tokens: Number(kept["tokens"]), at: Number(kept["at"]) }
    : undefined;
}
