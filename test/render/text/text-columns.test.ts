import { expect, test } from "vitest";

import { prepareMeasuring } from "../../../src/render/text/measure.ts";
import { columnsOf } from "../../../src/render/text/text-columns.ts";

await prepareMeasuring("界");

test("columns are as wide as their widest cell, and harmless", () => {
  expect(
    columnsOf([
      ["漢字", "a"],
      ["x", "b\u001B[2J"],
      ["x", ""],
    ]),
  ).toBe("漢字  a\nx     b\\x1b[2J\nx\n");
});
