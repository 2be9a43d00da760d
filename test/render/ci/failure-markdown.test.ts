import { expect, test } from "vitest";

import { BillingError } from "../../../src/domain/errors.ts";
import { failureMarkdown } from "../../../src/render/ci/failure-markdown.ts";

test("message, facts, complaints and hint, each as code", () => {
  const complaints = [
    { location: { name: "rows.csv", line: 2 }, message: "a|b", hint: "leave it" },
    { message: "@everybody" },
  ];
  const error = new BillingError("usage", "2 things", { complaints, hint: "see `help`" });
  expect(failureMarkdown(error)).toBe(
    [
      "**error:** `2 things`",
      "",
      String.raw`- ${"`"}rows.csv:2: a\|b${"`"}`,
      "  - `leave it`",
      "- `@everybody`",
      "",
      "**hint:** `` see `help` ``",
      "",
    ].join("\n"),
  );
});

test("what a provider said is among it", () => {
  const providerError = { status: 422, message: "<img src=x>", code: "invalid\n# head" };
  const error = new BillingError("rejected", "refused", { provider: "Maple", providerError });
  expect(failureMarkdown(error).split("\n")).toEqual([
    "**error:** `refused`",
    "",
    "- Maple said: `<img src=x>`",
    String.raw`- code: ${"`"}invalid\n# head${"`"}`,
    "- HTTP status: `422`",
    "",
  ]);
});
