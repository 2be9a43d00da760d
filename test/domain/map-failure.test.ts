import { expect, test } from "vitest";

import { BillingError } from "../../src/domain/errors.ts";
import { mapFailure, safeFailure } from "../../src/domain/map-failure.ts";

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

test("what is shown was masked before it was shortened: half of a credential is not found", () => {
  const secret = "sk_live_0123456789abcdef";
  const redact = (text: string) => text.replaceAll(secret, "[masked]");
  for (const before of [0, 180, 190, 199, 2980, 2990]) {
    const text = `${"x".repeat(before)}${secret}${"y".repeat(5000)}`;
    const quoted = `"${text}"`;
    const error = new BillingError("rejected", quoted, {
      hint: text,
      requestId: text,
      complaints: [{ location: { name: text }, message: quoted, hint: text }],
      providerError: { status: 400, code: text, message: quoted, details: [quoted], docUrl: text },
    });
    const { message, hint, complaints, providerError, requestId } = safeFailure(error, redact);
    const told = JSON.stringify({ message, hint, complaints, providerError, requestId });
    expect(told).not.toContain(secret.slice(0, 8));
    expect(told.length).toBeLessThan(20_000);
  }
});
