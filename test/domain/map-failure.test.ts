import { expect, test } from "vitest";

import { BillingError } from "../../src/domain/errors.ts";
import { mapFailure } from "../../src/domain/map-failure.ts";

test("every text of a failure is said in other words, and nothing else changes", () => {
  const error = new BillingError("rejected", "m", {
    hint: "h",
    provider: "maple",
    requestId: "r",
    complaints: [{ location: { name: "f", line: 1 }, message: "m", hint: "h" }],
    providerError: { status: 400, code: "m", message: "m", details: ["m"] },
  });
  const told = { message: () => "M", hint: () => "H" };
  const { kind, message, hint, complaints, providerError, requestId } = mapFailure(error, told);
  expect({ kind, message, hint, complaints, providerError, requestId }).toEqual({
    kind: "rejected",
    message: "M",
    hint: "H",
    complaints: [{ location: { name: "f", line: 1 }, message: "M", hint: "H" }],
    providerError: { status: 400, code: "m", message: "M", details: ["M"] },
    requestId: "r",
  });
});
