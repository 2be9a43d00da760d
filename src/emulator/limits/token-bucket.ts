/** A token bucket: so many requests at once, then at a steady rate. */

export interface RateBucket {
  readonly tokens: number;
  /** When it held them, in milliseconds since 1970. */
  readonly at: number;
}

interface BudgetSize {
  /** Tokens of a full bucket. */
  readonly capacity: number;
  readonly perMillisecond: number;
}

/** What came of drawing one token. */
export interface Draw {
  readonly allowed: boolean;
  readonly size: BudgetSize;
  /** As it is afterwards. */
  readonly bucket: RateBucket;
}

/** Sums of fractions miss a whole number by less than this. */
const rounding = 1e-9;

/** Draws one token, if there is one; a bucket that nobody drew on is full. */
export function drawToken(before: RateBucket | undefined, size: BudgetSize, now: number): Draw {
  const { capacity, perMillisecond } = size;
  const { tokens, at } = before ?? { tokens: capacity, at: now };
  const filled = Math.min(capacity, tokens + Math.max(0, now - at) * perMillisecond);
  const allowed = filled >= 1 - rounding;
  return { allowed, size, bucket: { tokens: Math.max(0, allowed ? filled - 1 : filled), at: now } };
}

/** Whole seconds until there is a token again, 1 or more. */
export function secondsToNext({ bucket, size }: Draw): number {
  return Math.max(1, Math.ceil((1 - bucket.tokens) / size.perMillisecond / 1000));
}

/** Milliseconds until the bucket is full again. */
export function millisecondsToFull({ bucket, size }: Draw): number {
  return (size.capacity - bucket.tokens) / size.perMillisecond;
}
