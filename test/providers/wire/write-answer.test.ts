/** What an answer to an update proves, line by line. */
import { describe, expect, test } from "vitest";

import type { Provider } from "../../../src/providers/contract.ts";
import { providers } from "../../../src/providers/registry.ts";
import { isOwnError } from "../../../src/providers/wire/failures.ts";
import { type Standing, writeAnswer } from "../../../src/providers/wire/write-answer.ts";

const about = { id: "cus_1", subject: "customer cus_1" };
const own = { error: { code: "c", type: "t", message: "m" } };
const record = { id: "cus_1", fullName: "A" };

/** In short: `refused`, `late success`, `unclear`. */
function proven(status: number, body: unknown, provider: Provider = providers.commet): string {
  const response = { status, headers: {}, body: textOf(body) };
  const answer = writeAnswer(provider, provider.byId.update, response, about);
  if (answer.kind === "refused") return answer.standing;
  return answer.kind === "success" && answer.isLate ? "late success" : answer.kind;
}

function textOf(body: unknown): string {
  return typeof body === "string" ? body : JSON.stringify(body);
}

const proving: Readonly<Record<number, Standing>> = {
  400: "refused",
  401: "locked-out",
  402: "refused",
  403: "locked-out",
  404: "refused",
  409: "refused",
  412: "refused",
  413: "refused",
  422: "refused",
  429: "refused",
};
/** The form in which each vendor documents its errors. */
const owns = {
  vayu: { type: "t", code: "c", message: "m" },
  commet: own,
  flexprice: { code: "c", message: "m", http_status_code: 0 },
  maple: { error_message: "m", error_type: "t", error_code: "c", error_status: 0 },
  kirim: own,
} as const;
const everyStatus = [...Array.from({ length: 900 }, (_, index) => index + 100), 0, 99, 1000].filter(
  (status) => status < 200 || status >= 300,
);

describe("outside of success", () => {
  test.each(Object.values(providers))(
    "$title's own error proves what its status says, and with any other status nothing",
    (provider) => {
      // A call that is there no more: only Commet documents it.
      const refused: Readonly<Record<number, Standing>> =
        provider.id === "commet" ? { ...proving, 410: "refused" } : proving;
      for (const status of everyStatus) {
        const said = [status, proven(status, owns[provider.id], provider)];
        expect(said).toEqual([status, refused[status] ?? "unclear"]);
      }
    },
  );

  test.each(["", "<html>", "{}", { title: "no" }, { message: "no" }, { data: record }])(
    "what others say proves nothing, but for being turned away: %j",
    (body) => {
      for (const status of everyStatus) {
        const expected = status === 429 ? "refused" : "unclear";
        for (const provider of Object.values(providers)) {
          // Vayu and Flexprice say no more than a message where they refuse a credential; Flexprice's panic says nothing.
          if (isOwnError(provider, { status, headers: {}, body: textOf(body) })) continue;
          expect([status, proven(status, body, provider)]).toEqual([status, expected]);
        }
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
  [200, refusing("internal_error"), "unclear"],
  [200, refusing("rate_limit_error"), "unclear"],
  [200, { ...refusing("validation_error"), data: record }, "refused"],
])("%i with %j is %s", (status, body, expected) => {
  expect(proven(status, body)).toBe(expected);
});
