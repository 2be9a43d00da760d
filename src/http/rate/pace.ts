/** How fast one class of requests goes out, and what answers change about it. Pure. */
import type { RateLimit } from "../../domain/rate-limit.ts";
import { refill, smallestRoom, type TokenBucket, withLimits, withTokens } from "./token-bucket.ts";
import type { Reported } from "./rate-headers.ts";

export interface Pace {
  readonly bucket: TokenBucket;
  /** The server's bucket, when full; undefined where the provider publishes no limit. */
  readonly burst: number | undefined;
  /** Room that is needed whatever the server's bucket holds. */
  readonly least: number;
  /** Whether answers report how many requests are left. */
  readonly reported: boolean;
  /** When the rate was last cut; milliseconds since 1970. */
  readonly cutAt: number;
  /** How often it was cut since a request last got through. */
  readonly strikes: number;
  /** How many cuts there were. */
  readonly cuts: number;
  /** Requests that got through since `since`, and in the stretch before, a second. */
  readonly through: { readonly since: number; readonly count: number; readonly before: number };
}

/** The rate after a 429, as a part of the one that was too high. */
const cut = 0.85;
/** A stretch over which requests are counted is at least so long and holds at least so many. */
const stretch = { seconds: 1, requests: 20 };
/** By which part the rate grows in a second… */
const growth = {
  /** …back to a published limit, or up while a server reports that requests are left. */
  back: 0.02,
  /** …down while it reports that none is. */
  down: -0.01,
  /** …towards a limit that was met but once. */
  search: 0.5,
  /** …beyond what a server without a published limit was seen to take. */
  probe: 0.01,
  /** …and never by more than this for each request a second: 429 is not to come but once in many requests. */
  perRequest: 0.002,
};
/** How much earlier than another a request may arrive than it should, in seconds, without finding the server's bucket empty. */
const jitter = 0.1;
/** The slowest rate that is learned, requests a second. */
const slowest = 0.2;
const firstBackoffMs = 500;
const maxBackoffMs = 30_000;
/** Answers of 429 within so many milliseconds count as one. */
const oneEvent = 1000;

/** The pace under a published limit; it begins with a second's worth, since somebody may just have used the rest. */
export function publishedPace({ of, requests, seconds, burst }: RateLimit, now: number): Pace {
  const rate = requests / seconds;
  const least = of === "all" ? smallestRoom : 1;
  const bucket = sized(rate, burst, least, {
    tokens: 0,
    at: now,
    rate,
    growth: 0,
    lowest: 0,
    highest: rate,
    pausedUntil: -Infinity,
  });
  const start = withTokens(bucket, Math.max(1, Math.min(rate, burst)));
  return { ...fresh(now), bucket: start, burst, least };
}

/** The pace where nothing is published: as fast as it goes, until the server has enough. */
export function unknownPace(now: number): Pace {
  const bucket = {
    tokens: Infinity,
    at: now,
    rate: Infinity,
    growth: 0,
    lowest: slowest,
    highest: Infinity,
    pausedUntil: -Infinity,
  };
  return { ...fresh(now), bucket, burst: undefined, least: smallestRoom };
}

/**
 * What a 429 changes: a halt, after which one request may go, and a lower rate; but the rate once for all that were under
 * way together.
 *
 * @param random from 0 up to 1, spreads the halt where the server does not say how long it is to be
 */
export function turnedAway(
  before: Pace,
  now: number,
  random: number,
  retryAfterMs: number | undefined,
): Pace {
  const bucket = { ...refill(before.bucket, now), at: now };
  const pace = { ...before, bucket };
  const isOver = now >= bucket.pausedUntil;
  const backoff = Math.min(maxBackoffMs, firstBackoffMs * 2 ** pace.strikes) * (0.5 + random / 2);
  const halt = retryAfterMs === undefined || retryAfterMs === 0 ? backoff : retryAfterMs;
  const isSilent = halt !== retryAfterMs;
  const pausedUntil =
    isSilent && !isOver ? bucket.pausedUntil : Math.max(bucket.pausedUntil, now + Math.ceil(halt));
  if (!isOver || now < pace.cutAt + oneEvent)
    return { ...pace, bucket: halted(bucket, pausedUntil) };
  const rate = withLimits(bucket, lowerRate(pace, now));
  const slower = { ...bucket, rate, growth: growthAfterCut(pace, rate) };
  return {
    ...pace,
    bucket: halted(slower, pausedUntil),
    cutAt: now,
    strikes: pace.strikes + 1,
    cuts: pace.cuts + 1,
    through: { since: now, count: 0, before: 0 },
  };
}

/** What an answer other than 429 changes. */
export function gotThrough(before: Pace, now: number): Pace {
  const pace = { ...before, bucket: refill(before.bucket, now) };
  const { since, count, before: earlier } = pace.through;
  const seconds = (now - since) / 1000;
  const isFull = seconds >= stretch.seconds && count >= stretch.requests;
  return {
    ...pace,
    strikes: now >= pace.bucket.pausedUntil ? 0 : pace.strikes,
    through: isFull
      ? { since: now, count: 1, before: count / seconds }
      : { since, count: count + 1, before: earlier },
  };
}

/**
 * Believes what the server reports. A limit other than the published one scales everything. What is left lowers the bucket
 * at once: somebody else uses the account too. It raises the bucket only where `held` is given: how many requests the
 * server has not counted yet; undefined: nobody knows.
 */
export function heard(before: Pace, report: Reported, now: number, held: number | undefined): Pace {
  const pace = scaled({ ...before, bucket: refill(before.bucket, now) }, report.limit);
  const { bucket, burst } = pace;
  const { remaining } = report;
  if (remaining === undefined || burst === undefined) return pace;
  const isSlowed = bucket.rate < bucket.highest;
  // Who was turned away lately leaves a few: the others will come again.
  const reserve = isSlowed ? Math.max(2, burst / 50) : 0;
  const raised = held === undefined ? 0 : remaining - reserve - held - jitter * bucket.rate;
  const tokens = Math.min(remaining + 1, Math.max(bucket.tokens, raised));
  const drift = remaining > reserve ? growth.back : remaining === 0 ? growth.down : 0;
  const next = { ...withTokens(bucket, tokens), growth: isSlowed ? drift : 0 };
  return { ...pace, bucket: next, reported: true };
}

function fresh(now: number): Omit<Pace, "bucket" | "burst" | "least"> {
  return {
    reported: false,
    cutAt: -Infinity,
    strikes: 0,
    cuts: 0,
    through: { since: now, count: 0, before: 0 },
  };
}

function scaled(pace: Pace, limit: number | undefined): Pace {
  const { bucket, burst, least } = pace;
  if (limit === undefined || burst === undefined || limit === burst) return pace;
  const factor = limit / burst;
  const rate = bucket.rate * factor;
  return {
    ...pace,
    burst: limit,
    bucket: sized(bucket.highest * factor, limit, least, { ...bucket, rate }),
  };
}

/** A bucket a little smaller than the server's, so that what arrives too early finds a token there all the same. */
function sized(highest: number, burst: number, least: number, bucket: TokenBucket): TokenBucket {
  const room = Math.max(least, burst - Math.min(burst / 4, highest * jitter));
  return { ...bucket, highest, lowest: highest / 50, room };
}

/** With what makes one token at the end of the halt. */
function halted(bucket: TokenBucket, pausedUntil: number): TokenBucket {
  const inflow = ((pausedUntil - bucket.at) / 1000) * bucket.rate;
  return { ...bucket, tokens: Math.max(0, 1 - inflow), pausedUntil };
}

function lowerRate(pace: Pace, now: number): number {
  const { bucket, burst, cuts } = pace;
  if (burst !== undefined) return bucket.rate * cut;
  const seen = seenRate(pace, now);
  if (cuts === 0) return Math.max(1, seen * cut);
  return cut * Math.min(bucket.rate, Math.max(bucket.rate / 2, seen));
}

/** Requests a second that got through of late. */
function seenRate({ through, cuts }: Pace, now: number): number {
  const seconds = (now - through.since) / 1000;
  // Before the first 429 a server that saves up took more than it will: a whole second counts.
  const current = through.count / (cuts === 0 ? Math.max(1, seconds) : Math.max(0.1, seconds));
  return through.count >= stretch.requests || through.before === 0 ? current : through.before;
}

function growthAfterCut({ burst, reported, cuts }: Pace, rate: number): number {
  if (burst === undefined && cuts === 0) return growth.search;
  if (reported) return 0;
  const wanted = burst === undefined ? growth.probe : growth.back;
  return Math.min(wanted, growth.perRequest * rate);
}
