import { expect, test } from "vitest";

import { createRateMeter } from "../../../src/render/run/rate-meter.ts";

test("a rate is not guessed from a moment", () => {
  const meter = createRateMeter();
  expect(meter.perSecond(0)).toBeUndefined();
  meter.feed(0, 0);
  meter.feed(1000, 500);
  expect(meter.perSecond(1000)).toBeUndefined();
  meter.feed(2000, 1000);
  expect(meter.perSecond(2000)).toBe(500);
});

test("what was done before the first feed does not count", () => {
  const meter = createRateMeter();
  meter.feed(0, 4000);
  meter.feed(10_000, 4100);
  expect(meter.perSecond(10_000)).toBe(10);
});

test("only the window counts, and what happens between two samples is not lost", () => {
  const meter = createRateMeter(10_000);
  for (let now = 0; now <= 20_000; now += 10) meter.feed(now, now / 10);
  for (let now = 20_010; now <= 60_000; now += 10) meter.feed(now, 2000 + (now - 20_000) / 100);
  expect(meter.perSecond(60_000)).toBeCloseTo(10, 1);
});

test("a rate falls while nothing happens", () => {
  const meter = createRateMeter(10_000);
  meter.feed(0, 0);
  meter.feed(5000, 500);
  expect(meter.perSecond(5000)).toBe(100);
  expect(meter.perSecond(10_000)).toBe(50);
  expect(meter.perSecond(60_000)).toBe(0);
});
