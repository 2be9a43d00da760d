import { randomInt } from "node:crypto";

/** The seed of this run of the tests: `BILLING_TEST_SEED`, or one by chance. */
export const testSeed = Number(process.env["BILLING_TEST_SEED"] ?? randomInt(2 ** 31));

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
