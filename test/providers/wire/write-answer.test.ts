/** What an answer to an update proves, line by line. */
import { describe, expect, test } from "vitest";

import { providers } from "../../../src/providers/registry.ts";
import { type Standing, writeAnswer } from "../../../src/providers/wire/write-answer.ts";

const about = { id: "cus_1", subject: "customer cus_1" };
const own = { error: { code: "c", type: "t", message: "m" } };
const record = { id: "cus_1", fullName: "A" };

/** At Commet, in short: `refused`, `late success`, `unclear`. */
function proven(status: number, body: unknown): string {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const response = { status, headers: {}, body: text };
  const { commet } = providers;
  const answer = writeAnswer(commet, commet.byId.update, response, about);
  if (answer.kind === "refused") return answer.standing;
  return answer.kind === "success" && answer.isLate ? "late success" : answer.kind;
}

const proving: Readonly<Record<number, Standing>> = {
  400: "refused",
  401: "locked-out",
  402: "refused",
  403: "locked-out",
  404: "refused",
  409: "refused",
  410: "refused",
  412: "refused",
  413: "refused",
  422: "refused",
  429: "turned-away",
  500: "broken",
  501: "broken",
  503: "broken",
};
const everyStatus = [...Array.from({ length: 900 }, (_, index) => index + 100), 0, 99, 1000].filter(
  (status) => status < 200 || status >= 300,
);

describe("outside of success", () => {
  test("the vendor's own error proves what its status says, and with any other status nothing", () => {
    for (const status of everyStatus) {
      expect([status, proven(status, own)]).toEqual([status, proving[status] ?? "unclear"]);
    }
  });

  test.each(["", "<html>", "{}", { title: "no" }, { message: "no" }, { data: record }])(
    "what others say proves nothing, but for being turned away: %j",
    (body) => {
      for (const status of everyStatus) {
        const expected = status === 429 ? "turned-away" : "unclear";
        expect([status, proven(status, body)]).toEqual([status, expected]);
      }
    },
  );
});

const refusing = (type: string) => ({ success: false, error: { code: "c", type, message: "m" } });

test.each<[number, unknown, string]>([
  [200, { data: record }, "success"],
  [201, { data: record }, "success"],
  [299, { data: record }, "success"],
  [202, { data: record }, "late success"],
  [200, { data: { ...record, id: "cus_2" } }, "unclear"],
  [202, {}, "unclear"],
  [204, "", "unclear"],
  [200, "{", "unclear"],
  [200, [], "unclear"],
  [200, { success: false }, "unclear"],
  [200, refusing("validation_error"), "refused"],
  [202, refusing("conflict_error"), "refused"],
  [200, refusing("authentication_error"), "locked-out"],
  [200, refusing("internal_error"), "broken"],
  [200, { ...refusing("validation_error"), data: record }, "refused"],
])("%i with %j is %s", (status, body, expected) => {
  expect(proven(status, body)).toBe(expected);
});
