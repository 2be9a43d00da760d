import { expect, test } from "vitest";

import { fromKeychain } from "../../src/config/keychain.ts";

test("an entry that cannot be had is told with what to do, whatever this system lacks", async () => {
  const found = await fromKeychain("billing-test-of-an-entry-that-nobody-has");
  expect(found).toMatchObject({ problem: expect.stringMatching(/keychain/u) });
  expect(found).toMatchObject({ hint: expect.stringMatching(/install|unlock|add it/u) });
});
