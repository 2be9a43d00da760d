import { expect, test } from "vitest";

import { fitText } from "../../../src/render/text/fit-text.ts";

test.each([
  ["short\n\nlines\n", 20, "short\n\nlines\n"],
  ["  NAME  what it means in words\n", 20, "  NAME  what it\n        means in\n        words\n"],
  [
    "  A_LONG_NAME  what it means in words\n",
    20,
    "  A_LONG_NAME\n      what it means\n      in words\n",
  ],
  ["                more of the above\n", 20, "          more of\n          the above\n"],
  ["Usage: billing customers update\n", 20, "Usage: billing\n    customers update\n"],
  [
    "https://host.test/a/path/without/end\n",
    20,
    "https://host.\n    test/a/path/\n    without/end\n",
  ],
])("%j in %d columns", (text, width, expected) => {
  const fitted = fitText(text, width);
  expect(fitted).toBe(expected);
  expect(Math.max(...fitted.split("\n").map(({ length }) => length))).toBeLessThanOrEqual(width);
});
