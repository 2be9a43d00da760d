import { expect, test } from "vitest";

import { errorDocument } from "../../../../src/domain/documents/errors/error-document.ts";
import { errorSchema } from "../../../../src/domain/documents/errors/error.ts";
import { BillingError } from "../../../../src/domain/errors.ts";

test("an error is a document with all that is known of it, and fits its schema", () => {
  const error = new BillingError("rejected", "no", {
    hint: "mend it",
    provider: "kirim",
    providerError: { status: 422, code: "bad", type: "t", details: ["email: odd"] },
    requestId: "req_1",
    complaints: [{ location: { name: "--email" }, message: "odd" }],
  });
  const document = errorDocument(error);
  expect(document).toEqual({
    code: "rejected",
    exitCode: 5,
    message: "no",
    hint: "mend it",
    provider: "kirim",
    status: 422,
    providerError: { status: 422, code: "bad", type: "t", details: ["email: odd"] },
    requestId: "req_1",
    complaints: [{ place: { name: "--email" }, message: "odd" }],
  });
  expect(errorSchema.safeParse(document).success).toBe(true);
});

test("what is not known is not there", () => {
  expect(errorDocument(new BillingError("unknown", "no answer"))).toEqual({
    code: "unknown",
    exitCode: 8,
    message: "no answer",
  });
});
