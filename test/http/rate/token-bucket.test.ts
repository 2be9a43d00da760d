import { describe, expect, test } from "vitest";
import type { TokenBucket } from "../../../src/http/rate/token-bucket.ts";
import { refill, take, untilThere, withTokens } from "../../../src/http/rate/token-bucket.ts";

const bucket: TokenBucket = {
  tokens: 0,
  at: 10_000,
  rate: 2,
  growth: 0,
  lowest: 1,
  highest: 4,
  room: 5,
  pausedUntil: 0,
};
const unlimited: TokenBucket = { ...bucket, tokens: Infinity, rate: Infinity, highest: Infinity };

describe("what flows in", () => {
  test.each([
    ["nothing in no time", 10_000, 0],
    ["fractions", 10_250, 0.5],
    ["a late look loses nothing", 11_733, 3.466],
    ["no more than there is room for", 99_000, 5],
  ])("%s", (_name, now, tokens) => {
    expect(refill(bucket, now).tokens).toBeCloseTo(tokens, 9);
  });

  test("many looks are as good as one", () => {
    let looked = bucket;
    for (let now = 10_000; now <= 11_000; now += 7) looked = refill(looked, now);
    expect(refill(looked, 11_000).tokens).toBeCloseTo(2, 9);
  });

  test("a bucket of unknown size saves up for a tenth of a second, and two at least", () => {
    const { room: _, ...unknown } = bucket;
    expect(refill(unknown, 60_000).tokens).toBe(2);
    expect(refill({ ...unknown, rate: 500, highest: 500 }, 60_000).tokens).toBe(50);
  });

  test("a clock that was set back by an hour gives nothing and delays nothing", () => {
    const back = refill({ ...bucket, pausedUntil: 12_000 }, 10_000 - 3_600_000);
    expect(back).toMatchObject({ tokens: 0, at: 10_000 - 3_600_000 });
    expect(untilThere(withTokens(back, 1), 1, back.at)).toBe(2000);
  });
});

describe("the rate", () => {
  test.each([
    ["stays", 0, 11_000, 2],
    ["grows by its part in a second", 0.1, 10_500, 2.1],
    ["grows no more for a long rest than for a second of it", 0.1, 99_000, 2.2],
    ["no higher than the highest", 5, 11_000, 4],
    ["no lower than the lowest", -0.9, 11_000, 1],
  ])("%s", (_name, growth, now, rate) => {
    expect(refill({ ...bucket, growth }, now).rate).toBeCloseTo(rate, 9);
  });
});

describe("how long until there are enough", () => {
  test.each([
    ["one, from none", 0, 1, 0, 500],
    ["whole milliseconds, rather late than early", 0.3333, 1, 0, 334],
    ["two", 0.5, 2, 0, 750],
    ["there already", 1, 1, 0, 0],
    ["what rounding took away does not count", 0.9999999, 1, 0, 0],
    ["a halt is waited for even so", 3, 1, 17_000, 7000],
    ["the later of both", 0, 1, 10_100, 500],
  ])("%s", (_name, tokens, count, pausedUntil, expected) => {
    expect(untilThere({ ...bucket, tokens, pausedUntil }, count, 10_000)).toBe(expected);
  });
});

test("what is taken is gone, and can be put back as far as there is room", () => {
  expect(take({ ...bucket, tokens: 3.5 }, 2).tokens).toBe(1.5);
  expect(take({ ...bucket, tokens: 3.5 }, -1).tokens).toBe(4.5);
  expect(take({ ...bucket, tokens: 4.5 }, -1).tokens).toBe(5);
});

test("where no limit is known there is always enough", () => {
  const later = take(refill(unlimited, 10_001), 1000);
  expect(untilThere(later, 1, 10_001)).toBe(0);
});
