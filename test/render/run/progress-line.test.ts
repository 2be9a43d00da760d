import { beforeAll, describe, expect, test } from "vitest";

import { prepareMeasuring } from "../../../src/render/text/measure.ts";
import {
  type ProgressFacts,
  progressLine,
  rateText,
} from "../../../src/render/run/progress-line.ts";
import { createStyle } from "../../../src/render/text/style.ts";

beforeAll(() => prepareMeasuring("é"));

const facts: ProgressFacts = {
  done: 1204,
  total: 10_000,
  failed: 3,
  elapsedMs: 12_000,
  ratePerSecond: 98.6,
  waiting: [{ title: "Kirim", leftMs: 40_200 }],
};
const draw = (more: Partial<ProgressFacts>, columns = 100) =>
  progressLine({ ...facts, ...more }, createStyle({ colour: false, columns }));

describe("the line", () => {
  test("says how far, how fast, how long, what failed and what it waits for", () => {
    expect(draw({})).toBe(
      "1,204/10,000 · 99/s · ETA 1 m 30 s · 3 failed · waiting for Kirim: 41 s",
    );
  });

  test("foretells no end sooner than a provider's limit allows", () => {
    const facts = {
      done: 62,
      total: 200,
      ratePerSecond: 17,
      leastMs: 137_000,
      failed: 0,
      waiting: [],
    };
    expect(draw(facts)).toBe("62/200 · 17/s · ETA 2 m 17 s");
  });

  test("foretells no end before a few seconds, without a pace, or when all is done", () => {
    for (const early of [
      { elapsedMs: 2900 },
      { ratePerSecond: undefined },
      { ratePerSecond: 0 },
      { done: 10_000 },
    ]) {
      expect(draw(early)).not.toContain("ETA");
    }
  });

  test("leaves out what matters least where it has no room", () => {
    expect(draw({}, 60)).toBe("1,204/10,000 · 99/s · ETA 1 m 30 s · 3 failed");
    expect(draw({}, 40)).toBe("1,204/10,000 · ETA 1 m 30 s · 3 failed");
    expect(draw({}, 30)).toBe("1,204/10,000 · 3 failed");
    expect(draw({}, 20)).toBe("1,204/10,000");
  });

  test("says nothing of failures where there are none", () => {
    expect(draw({ failed: 0, waiting: [] })).toBe("1,204/10,000 · 99/s · ETA 1 m 30 s");
  });
});

test.each([
  [1234.5, "1,235/s"],
  [9.96, "10/s"],
  [0.7, "0.7/s"],
  [1, "1/s"],
  [0, "0/s"],
  [0.05, "3/min"],
])("a rate of %d a second is %s", (rate, text) => {
  expect(rateText(rate)).toBe(text);
});
