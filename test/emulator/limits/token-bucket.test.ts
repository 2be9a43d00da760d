import fc from "fast-check";
import { expect, test } from "vitest";
import {
  drawToken,
  millisecondsToFull,
  type RateBucket,
  secondsToNext,
} from "../../../src/emulator/limits/token-bucket.ts";

/** How many of these moments find a token. */
function allowed(size: { capacity: number; perMillisecond: number }, moments: readonly number[]) {
  let bucket: RateBucket | undefined;
  return moments.filter((now) => {
    const draw = drawToken(bucket, size, now);
    bucket = draw.bucket;
    return draw.allowed;
  }).length;
}

test("a full bucket lets its capacity through at once, then one for each share of time", () => {
  const size = { capacity: 60, perMillisecond: 60 / 60_000 };
  expect(allowed(size, Array<number>(61).fill(0))).toBe(60);
  expect(allowed(size, [...Array<number>(60).fill(0), 999, 1000, 1001, 2000])).toBe(62);
});

test("a client at exactly the rate is never turned away, whatever the rate", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1000 }), (perSecond) => {
      const moments = Array.from(
        { length: 3000 },
        (_, n) => 1_790_000_000_000 + (n * 1000) / perSecond,
      );
      // Milliseconds of today have room for four digits behind the point.
      const wholes = moments.map((moment) => Math.ceil(moment));
      expect(allowed({ capacity: 2, perMillisecond: perSecond / 1000 }, wholes)).toBe(3000);
    }),
  );
});

test("no more goes through than the capacity and the rate allow", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 1, max: 500 }),
      fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 400 }),
      (capacity, perSecond, steps) => {
        let now = 0;
        const moments = steps.map((step) => (now += step));
        const most = capacity + ((moments.at(-1) ?? 0) - (moments[0] ?? 0)) * (perSecond / 1000);
        expect(allowed({ capacity, perMillisecond: perSecond / 1000 }, moments)) //
          .toBeLessThanOrEqual(Math.floor(most + 1e-6));
      },
    ),
  );
});

test("asking too early costs nothing, not even a rounding error", () => {
  const everyMillisecond = Array.from({ length: 1001 }, (_, n) => n);
  expect(allowed({ capacity: 1, perMillisecond: 0.1 }, everyMillisecond)).toBe(101);
});

test("a bucket that nobody draws on does not run over", () => {
  const moments = [0, ...Array<number>(10).fill(3_600_000)];
  expect(allowed({ capacity: 3, perMillisecond: 1 }, moments)).toBe(4);
});

test("a clock that is set back takes no tokens away", () => {
  expect(allowed({ capacity: 2, perMillisecond: 0.001 }, [10_000, 5000, 5000])).toBe(2);
});

test("it knows when there is a token again and when it is full", () => {
  const size = { capacity: 2, perMillisecond: 1 / 4000 };
  const first = drawToken(undefined, size, 10_000);
  const second = drawToken(first.bucket, size, 10_000);
  const third = drawToken(second.bucket, size, 10_000);
  expect([first.allowed, second.allowed, third.allowed]).toEqual([true, true, false]);
  expect([millisecondsToFull(first), millisecondsToFull(third)]).toEqual([4000, 8000]);
  expect(secondsToNext(third)).toBe(4);
  expect(secondsToNext({ ...third, bucket: { tokens: 0.99, at: 0 } })).toBe(1);
});
