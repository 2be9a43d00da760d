/** A token bucket as plain state: whether a request may go out now, and if not, when. Pure. */

export interface TokenBucket {
  /** How many requests may go out at once, as of `at`; fractions count, so that a late look loses nothing. */
  readonly tokens: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Requests a second at present; Infinity: no limit is known. */
  readonly rate: number;
  /** By which part of itself `rate` grows in a second of use, down to `lowest` and up to `highest`. */
  readonly growth: number;
  readonly lowest: number;
  readonly highest: number;
  /** How many tokens are saved up at most; missing: what flows in within {@link shortRest}. */
  readonly room?: number;
  /** Nobody goes out before then; milliseconds since 1970. */
  readonly pausedUntil: number;
}

/** Seconds for which a bucket of unknown size saves up. */
const shortRest = 0.1;

/** Room for a read and a write together. */
export const smallestRoom = 2;

/** Less than this is missing by rounding alone. */
const rounding = 1e-6;

/** The bucket as it is now. Where the clock was set back, the pause is moved along. */
export function refill(bucket: TokenBucket, now: number): TokenBucket {
  const { rate, at } = bucket;
  if (now === at || rate === Infinity) return bucket;
  if (now < at) return { ...bucket, at: now, pausedUntil: bucket.pausedUntil + now - at };
  const seconds = (now - at) / 1000;
  const tokens = Math.min(roomOf(bucket), bucket.tokens + rate * seconds);
  // A rest proves nothing about what the server would take: only a second of it counts.
  const grown = rate * (1 + bucket.growth * Math.min(1, seconds));
  return { ...bucket, tokens, at: now, rate: withLimits(bucket, grown) };
}

/** Milliseconds from now until so many tokens are there; 0: they are. The bucket must be refilled to now. */
export function untilThere(bucket: TokenBucket, count: number, now: number): number {
  const missing = count - bucket.tokens;
  const flow = missing <= rounding ? 0 : Math.ceil((missing / bucket.rate) * 1000);
  return Math.max(flow, bucket.pausedUntil - now, 0);
}

/** Takes so many tokens; a negative count puts them back. */
export function take(bucket: TokenBucket, count: number): TokenBucket {
  return bucket.rate === Infinity ? bucket : withTokens(bucket, bucket.tokens - count);
}

/** The same with so many tokens, as far as there is room. */
export function withTokens(bucket: TokenBucket, tokens: number): TokenBucket {
  return { ...bucket, tokens: Math.min(roomOf(bucket), tokens) };
}

/** The nearest rate that the bucket may have. */
export function withLimits({ lowest, highest }: TokenBucket, rate: number): number {
  return Math.min(highest, Math.max(lowest, rate));
}

function roomOf({ room, rate }: TokenBucket): number {
  return room ?? Math.max(smallestRoom, rate * shortRest);
}
