/** What the random tests of this run share: their seed, and how many rounds they make. */
import { randomInt } from "node:crypto";

/** The seed of this run of the tests: `BILLING_TEST_SEED`, or one by chance. */
export const testSeed = Number(process.env["BILLING_TEST_SEED"] ?? randomInt(2 ** 31));

/** How many times as many rounds as usual: `BILLING_TEST_ROUNDS`, or 1. */
const factor = Number(process.env["BILLING_TEST_ROUNDS"] ?? 1);
if (!(factor > 0)) throw new Error("BILLING_TEST_ROUNDS is a number above 0");

/** Milliseconds that a random test may take before it is said to hang. */
export const roundsPatience = 90_000 * Math.max(1, factor);

/**
 * How often something is tried: the number, which is enough to notice what usually breaks, times `BILLING_TEST_ROUNDS`.
 *
 * @param most where more would not be another trial
 */
export function rounds(usual: number, most = Number.POSITIVE_INFINITY): number {
  return Math.max(1, Math.min(most, Math.round(usual * factor)));
}

/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
