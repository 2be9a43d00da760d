import { expect, test } from "vitest";

import { failureSchema } from "../../src/domain/documents/errors/failure.ts";
import type { Scripted } from "../support/scripted-server.ts";
import { customerAt, type ProviderName, updateAgainst } from "./providers.ts";

interface Refusal {
  readonly provider: ProviderName;
  readonly answer: Scripted;
  readonly exit: number;
  /** What the program must have understood. */
  readonly error: Readonly<Record<string, unknown>>;
  readonly requestId?: string;
  /** Lines of the text. */
  readonly lines: readonly string[];
}

/** Errors in the shapes that the providers document. */
const refusals: readonly Refusal[] = [
  {
    provider: "vayu",
    answer: {
      status: 400,
      headers: { "x-request-id": "req_v" },
      body: { type: "VALIDATION", code: "INVALID_NAME", message: "Name is taken", param: "name" },
    },
    exit: 5,
    error: { status: 400, code: "INVALID_NAME", message: "Name is taken", param: "name" },
    requestId: "req_v",
    lines: ["Name is taken", "code: INVALID_NAME", "field: name", "request id: req_v"],
  },
  {
    provider: "vayu",
    answer: {
      status: 403,
      headers: { "x-amzn-requestid": "gw_1" },
      body: { message: "Forbidden" },
    },
    exit: 3,
    error: { status: 403, message: "Forbidden" },
    requestId: "gw_1",
    lines: ["Forbidden", "request id: gw_1"],
  },
  {
    provider: "commet",
    answer: {
      status: 422,
      headers: { "x-request-id": "req_c" },
      body: {
        error: {
          type: "invalid_request_error",
          code: "validation_error",
          message: "Validation failed",
          param: "fullName",
          details: [{ field: "fullName", message: "too short" }],
        },
      },
    },
    exit: 5,
    error: {
      code: "validation_error",
      message: "Validation failed",
      param: "fullName",
      details: ["fullName: too short"],
    },
    requestId: "req_c",
    lines: ["Validation failed", "field: fullName", "detail: fullName: too short"],
  },
  {
    provider: "commet",
    answer: { status: 400, body: { code: "customer_not_found", message: "Customer not found" } },
    exit: 4,
    error: { status: 400, code: "customer_not_found" },
    lines: ["Customer not found", "code: customer_not_found"],
  },
  {
    provider: "flexprice",
    answer: {
      status: 400,
      headers: { "x-request-id": "req_f" },
      body: {
        code: "validation_error",
        message: "Invalid country",
        http_status_code: 400,
        details: { address_country: "must be two letters" },
      },
    },
    exit: 5,
    error: {
      code: "validation_error",
      message: "Invalid country",
      details: ["address_country: must be two letters"],
    },
    requestId: "req_f",
    lines: ["Invalid country", "detail: address_country: must be two letters"],
  },
  {
    provider: "maple",
    answer: {
      status: 400,
      headers: { "x-request-id": "req_m" },
      body: {
        error_code: "INVALID_INPUT",
        error_type: "BAD_REQUEST",
        error_message: "Input is invalid",
        validation_errors: [{ field: "email", message: "not an e-mail" }],
      },
    },
    exit: 5,
    error: { code: "INVALID_INPUT", type: "BAD_REQUEST", details: ["email: not an e-mail"] },
    requestId: "req_m",
    lines: ["Input is invalid", "code: INVALID_INPUT", "detail: email: not an e-mail"],
  },
  {
    provider: "kirim",
    answer: {
      status: 422,
      body: {
        error: {
          type: "invalid_request_error",
          code: "parameter_invalid",
          message: "Name is too long",
          param: "name",
          request_id: "req_k",
        },
      },
    },
    exit: 5,
    error: { code: "parameter_invalid", param: "name", type: "invalid_request_error" },
    requestId: "req_k",
    lines: ["Name is too long", "field: name", "request id: req_k"],
  },
];

/** That nothing was stored is looked up, where somebody can look. */
const scriptOf = ({ provider, answer, exit }: Refusal): readonly Scripted[] => [
  customerAt(provider),
  answer,
  ...(exit === 3 ? [] : [customerAt(provider)]),
];

const named = refusals.map((refusal) => ({ ...refusal, status: refusal.answer.status }));

test.each(named)("$provider's own $status is told to people", async (refusal) => {
  const { code, stderr } = await updateAgainst(refusal.provider, {
    script: scriptOf(refusal),
  });
  expect(code).toBe(refusal.exit);
  for (const line of refusal.lines) expect(stderr).toContain(line);
});

test.each(named)("$provider's own $status is told to programs", async (refusal) => {
  const { code, json, stderr } = await updateAgainst(refusal.provider, {
    words: ["--name", "X", "-o", "json"],
    script: scriptOf(refusal),
  });
  const { error } = failureSchema.parse(JSON.parse(stderr));
  expect(error).toMatchObject({
    provider: refusal.provider,
    exitCode: refusal.exit,
    status: refusal.answer.status,
    providerError: refusal.error,
  });
  expect(error.requestId).toBe(refusal.requestId);
  expect(code).toBe(refusal.exit);
  expect(json().outcome).toBe("failed");
  expect(json().requestId).toBe(refusal.requestId);
});
