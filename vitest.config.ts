import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

import { roundsPatience, testSeed } from "./test/support/random.ts";

console.info(`random tests: repeat this run with BILLING_TEST_SEED=${testSeed}`);

/** Files that start processes take longest and come first, so that no processor waits for the last of them. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) =>
      /\.e2e\.test\.ts$|\/readme\.|\/test\/docs\//u.test(moduleId);
    const sorted = await super.sort(files);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // Files share a process and what it has loaded: none of them leaves anything behind.
    isolate: false,
    restoreMocks: true,
    maxWorkers: "100%",
    // Not a measure of anything: it ends what hangs, on a machine that may have much else to do.
    testTimeout: roundsPatience + 30_000,
    hookTimeout: 60_000,
    env: { BILLING_TEST_SEED: String(testSeed) },
    sequence: { sequencer: LongestFirst },
    setupFiles: ["test/support/setup.ts"],
  },
});
