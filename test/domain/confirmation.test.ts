import { expect, test } from "vitest";

import { confirmModes, stricter, usualConfirm } from "../../src/domain/confirmation.ts";

test("of two modes the one that asks more, in whatever order", () => {
  expect(confirmModes).toEqual(["never", "destructive", "changes-data", "always"]);
  for (const [index, mode] of confirmModes.entries()) {
    for (const other of confirmModes.slice(0, index + 1)) {
      expect([stricter(mode, other), stricter(other, mode)]).toEqual([mode, mode]);
    }
  }
});

test("as it is shipped, what destroys is asked about", () => {
  expect(usualConfirm).toBe("destructive");
});
