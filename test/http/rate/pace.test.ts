import { describe, expect, test } from "vitest";
import type { Pace } from "../../../src/http/rate/pace.ts";
import {
  gotThrough,
  heard,
  publishedPace,
  turnedAway,
  unknownPace,
} from "../../../src/http/rate/pace.ts";

const writes = publishedPace({ of: "writes", requests: 60, seconds: 60, burst: 60 }, 0);
const fast = publishedPace({ of: "all", requests: 200, seconds: 1, burst: 40 }, 0);

/** So many answers, evenly spread from one moment to another. */
function through(pace: Pace, count: number, from: number, to: number): Pace {
  let after = pace;
  for (let nth = 1; nth <= count; nth += 1) {
    after = gotThrough(after, from + ((to - from) * nth) / count);
  }
  return after;
}

describe("a published limit", () => {
  test.each([
    ["a second's worth", { of: "writes", requests: 60, seconds: 60, burst: 60 }, 1],
    ["a second's worth of many", { of: "reads", requests: 600, seconds: 60, burst: 600 }, 10],
    // a quarter of the burst is left for requests that arrive too early
    ["no more than the burst", { of: "all", requests: 200, seconds: 1, burst: 40 }, 30],
    ["one at least", { of: "all", requests: 1, seconds: 10, burst: 1 }, 1],
  ] as const)("begins with %s", (_name, limit, tokens) => {
    expect(publishedPace(limit, 0).bucket.tokens).toBe(tokens);
  });

  test("has room for a read and a write together, however small its bucket", () => {
    const limit = { of: "all", requests: 1, seconds: 1, burst: 1 } as const;
    expect(publishedPace(limit, 0).bucket.room).toBe(2);
    expect(publishedPace({ ...limit, of: "reads" }, 0).bucket.room).toBe(1);
  });
});

describe("a 429", () => {
  test("halts until Retry-After, and then one may go", () => {
    const { bucket } = turnedAway(writes, 1000, 0.5, 7000);
    expect(bucket).toMatchObject({ tokens: 0, pausedUntil: 8000 });
    expect(turnedAway(writes, 1000, 0.5, 1000).bucket.tokens).toBeCloseTo(0.15, 9);
  });

  test("cuts the rate once for all that were under way together", () => {
    let pace = fast;
    for (let nth = 0; nth < 30; nth += 1) pace = turnedAway(pace, 1000 + nth, 0.5, 1000);
    expect(pace.bucket.rate).toBeCloseTo(170, 0);
    expect(pace.cuts).toBe(1);
    const later = turnedAway(pace, 3000, 0.5, 1000);
    expect(later.bucket.rate).toBeLessThan(150);
    expect(later.cuts).toBe(2);
  });

  test.each([
    ["none", undefined],
    ["zero", 0],
  ])(
    "with a Retry-After of %s backs off, longer each time, and begins anew after a success",
    (_name, asked) => {
      const halts: number[] = [];
      let pace = fast;
      let now = 1000;
      const again = () => {
        pace = turnedAway(pace, now, 0.5, asked);
        halts.push(pace.bucket.pausedUntil - now);
        now = Math.max(pace.bucket.pausedUntil, now + 1000);
      };
      for (let nth = 0; nth < 4; nth += 1) again();
      pace = gotThrough(pace, now);
      again();
      expect(halts).toEqual([375, 750, 1500, 3000, 375]);
    },
  );

  test("without Retry-After does not lengthen the halt of the one before", () => {
    const first = turnedAway(fast, 1000, 0.5, undefined);
    expect(turnedAway(first, 1200, 0.5, undefined).bucket.pausedUntil).toBe(
      first.bucket.pausedUntil,
    );
    expect(turnedAway(first, 1200, 0.5, 5000).bucket.pausedUntil).toBe(6200);
  });

  test("the published rate is reached again, and not passed", () => {
    let pace = turnedAway(fast, 0, 0.5, undefined);
    for (let now = 0; now <= 7000; now += 100) pace = gotThrough(pace, now);
    expect(pace.bucket.rate).toBeLessThan(200);
    for (let now = 7000; now <= 10_000; now += 100) pace = gotThrough(pace, now);
    expect(pace.bucket.rate).toBe(200);
  });
});

describe("where nothing is published", () => {
  test("there is no limit, until the first 429 sets it to what got through in the last second", () => {
    const running = through(unknownPace(0), 3000, 0, 15_000);
    expect(running.bucket.rate).toBe(Infinity);
    const { bucket } = turnedAway(running, 15_000, 0.5, 1000);
    expect(bucket.rate).toBeCloseTo(170, -1);
    expect(bucket).toMatchObject({ tokens: 0, pausedUntil: 16_000, highest: Infinity });
  });

  test("a burst at the very start does not count as if it went on", () => {
    const { bucket } = turnedAway(through(unknownPace(0), 40, 0, 20), 20, 0.5, 1000);
    expect(bucket.rate).toBeCloseTo(34, 9);
  });

  test("turned away at once, it goes on slowly", () => {
    expect(turnedAway(unknownPace(0), 20, 0.5, 1000).bucket.rate).toBe(1);
  });

  test("the second 429 halves at most, and lands below what got through", () => {
    const first = turnedAway(through(unknownPace(0), 500, 0, 1000), 1000, 0.5, 1000);
    const { rate } = turnedAway(through(first, 10, 2000, 2500), 2500, 0.5, 1000).bucket;
    expect(rate / first.bucket.rate).toBeGreaterThan(0.42);
    const steady = through(first, 2000, 2000, 12_000);
    expect(turnedAway(steady, 12_000, 0.5, 1000).bucket.rate).toBeLessThanOrEqual(
      0.86 * Math.max(200, steady.bucket.rate / 2),
    );
  });
});

describe("what the server reports", () => {
  test("raises the bucket where nothing else is under way, less what is held and a little for jitter", () => {
    expect(heard(writes, { limit: 60, remaining: 59 }, 0, 0).bucket.tokens).toBeCloseTo(58.9, 9);
    expect(heard(writes, { limit: 60, remaining: 59 }, 0, 3).bucket.tokens).toBeCloseTo(55.9, 9);
  });

  test("raises nothing where something else is under way", () => {
    expect(heard(writes, { remaining: 59 }, 0, undefined).bucket.tokens).toBe(1);
  });

  test("lowers the bucket in any case: somebody else uses the account", () => {
    const full = heard(writes, { remaining: 59 }, 0, 0);
    expect(heard(full, { remaining: 12 }, 0, undefined).bucket.tokens).toBe(13);
  });

  test("another limit than the published one scales rate and room, in both directions", () => {
    const pro = heard(writes, { limit: 600, remaining: 599 }, 0, 0);
    expect(pro.bucket).toMatchObject({ rate: 10, highest: 10, room: 599 });
    expect(pro.bucket.tokens).toBeCloseTo(598, 9);
    expect(heard(pro, { limit: 60 }, 0, 0).bucket).toMatchObject({ rate: 1, highest: 1 });
  });

  test("after a 429 the rate grows only while it reports that some are left, and shrinks when none is", () => {
    const cut = turnedAway(heard(writes, { remaining: 0 }, 0, 0), 0, 0.5, 1000);
    const rates = [0, 1, 30].map(
      (remaining) => gotThrough(heard(cut, { remaining }, 2000, 0), 3000).bucket.rate,
    );
    expect(rates.map((rate) => Math.round(rate * 10_000) / 10_000)).toEqual([0.8415, 0.85, 0.867]);
  });

  test("means nothing where no limit is published", () => {
    const pace = unknownPace(0);
    expect(heard(pace, { limit: 5, remaining: 0 }, 0, 0)).toEqual(pace);
  });
});
