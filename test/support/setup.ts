/** Before each file: random tests follow the seed of this run, and wait for no disk. */
import { statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import fc from "fast-check";
import { expect } from "vitest";

import { testSeed } from "./random.ts";

fc.configureGlobal({ seed: testSeed });

// What is recorded is synced before anything is sent: with hundreds of rounds that is all the time that they take.
const usual = (process.env["BILLING_TEST_TMPDIR"] ??= tmpdir());
// oxlint-disable-next-line vitest/no-standalone-expect -- nothing is expected: it knows the file
const isRandom = expect.getState().testPath?.includes("/properties/") === true;
process.env["TMPDIR"] = isRandom && hasRoom("/dev/shm") ? "/dev/shm" : usual;

function hasRoom(memory: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(memory);
    return bavail * bsize > 512 * 1024 * 1024;
  } catch {
    return false;
  }
}
