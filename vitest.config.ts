import { availableParallelism } from "node:os";

import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

import { roundsPatience, testSeed } from "./test/support/random.ts";

console.info(`random tests: repeat this run with BILLING_TEST_SEED=${testSeed}`);

/**
 * Files that start processes take longest, and many of them wait. Each worker is given a part of the list from one end to
 * the other, so they are dealt out among the parts, and each part begins with them.
 */
class LongestApart extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) =>
      /\.e2e\.test\.ts$|\/readme\.|\/test\/docs\//u.test(moduleId);
    const sorted = await super.sort(files);
    const inTurn = [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
    const parts = this.ctx.config.maxWorkers;
    return Array.from({ length: parts }, (_, part) =>
      inTurn.filter((_file, index) => index % parts === part),
    ).flat();
  }
}

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // Files share a process and what it has loaded: none of them leaves anything behind.
    isolate: false,
    restoreMocks: true,
    // Runs that are resumed wait for what was under way, and a processor is not to wait with them.
    maxWorkers: 2 * availableParallelism(),
    // Not a measure of anything: they end what hangs, on a machine that may have much else to do.
    testTimeout: roundsPatience + 500_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 60_000 } },
    env: { BILLING_TEST_SEED: String(testSeed) },
    sequence: { sequencer: LongestApart },
    setupFiles: ["test/support/setup.ts"],
  },
});
