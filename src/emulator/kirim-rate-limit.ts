/** Kirim's token buckets, one for writes and one for reads (docs.kirimdev.com, "Rate limits"; the default plan). */
import { isJsonObject } from "../domain/json.ts";
import { own } from "./records.ts";
import type { VendorState, VendorWorld } from "./vendor.ts";

/** Where the buckets are kept in `other`. */
export const bucketKeys = ["bucket write", "bucket read"] as const;

const perMinute = { "bucket write": 60, "bucket read": 600 };

/** The verdict on one request. */
export interface RateVerdict {
  readonly allowed: boolean;
  readonly headers: Readonly<Record<string, string>>;
}

/** Takes one token, if there is one. `X-RateLimit-Reset` says when the bucket is full again, in epoch seconds. */
export function takeToken(method: string, state: VendorState, world: VendorWorld): RateVerdict {
  const key = bucketOf(method);
  const capacity = perMinute[key];
  const perMillisecond = capacity / 60_000;
  const kept = own(state.other, key);
  const now = world.now();
  const elapsed = isJsonObject(kept) ? Math.max(0, now - Number(kept["at"])) : 0;
  const before = isJsonObject(kept) ? Number(kept["tokens"]) : capacity;
  const filled = Math.min(capacity, before + elapsed * perMillisecond);
  const allowed = filled >= 1;
  const tokens = allowed ? filled - 1 : filled;
  state.other[key] = { tokens, at: now };
  const headers = {
    "X-RateLimit-Limit": String(capacity),
    "X-RateLimit-Remaining": String(Math.floor(tokens)),
    "X-RateLimit-Reset": String(Math.ceil((now + (capacity - tokens) / perMillisecond) / 1000)),
  };
  if (allowed) return { allowed, headers };
  const wait = Math.max(1, Math.ceil((1 - tokens) / perMillisecond / 1000));
  return { allowed, headers: { ...headers, "Retry-After": String(wait) } };
}

/** What an answer says of a bucket without a token; when to try again is said by `Retry-After` alone. */
export function emptyBucket(method: string, world: VendorWorld): RateVerdict["headers"] {
  return {
    "X-RateLimit-Limit": String(perMinute[bucketOf(method)]),
    "X-RateLimit-Remaining": "0",
    "X-RateLimit-Reset": String(Math.ceil(world.now() / 1000) + 60),
  };
}

function bucketOf(method: string): keyof typeof perMinute {
  return method === "GET" || method === "HEAD" ? "bucket read" : "bucket write";
}
