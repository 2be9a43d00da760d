import { expect, test } from "vitest";

import { thousands } from "../../../src/render/text/thousands.ts";

test.each([
  [0, "0"],
  [999, "999"],
  [1204, "1,204"],
  [100_000, "100,000"],
  [1_000_000, "1,000,000"],
])("%d is %s", (number, text) => {
  expect(thousands(number)).toBe(text);
});
