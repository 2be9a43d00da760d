/** Commet's errors (commet-labs/commet, packages/node/docs/errors/*.md) and how each version says them. */
import type { Json, JsonObject } from "../../../domain/json.ts";
import { answer } from "../../server/answer.ts";
import type { Flaw } from "../../checks.ts";
import type { Contract } from "./versions.ts";
import { reasonCode, reasonOf } from "../../state/reason.ts";
import type { VendorAnswer } from "../../vendor.ts";

/** An error before a version gave it its form. */
export interface Refusal {
  readonly status: number;
  readonly type: string;
  readonly code: string;
  readonly message: string;
  readonly param?: string;
  readonly details?: Json;
}

export const unauthorized: Refusal = {
  status: 401,
  type: "authentication_error",
  code: "unauthorized",
  message: "Invalid or missing API key",
};

export const notFound: Refusal = {
  status: 404,
  type: "not_found_error",
  code: "not_found",
  message: "Resource not found",
};

/** PUT from 2026-07-24 on and PATCH before it; the code is documented, that these are its cases is inferred. */
export const endpointNotAvailable: Refusal = {
  status: 404,
  type: "not_found_error",
  code: "endpoint_not_available",
  message: "This endpoint is not available in the resolved API version",
};

export const invalidJson: Refusal = {
  status: 400,
  type: "validation_error",
  code: "invalid_json",
  message: "Request body is not valid JSON",
};

export const idempotencyInProgress: Refusal = {
  status: 409,
  type: "conflict_error",
  code: "idempotency_in_progress",
  message: "A request with this idempotency key is still being processed",
};

export const idempotencyKeyMismatch: Refusal = {
  status: 409,
  type: "conflict_error",
  code: "idempotency_key_mismatch",
  message: "This idempotency key was used with a different request",
};

export function customerNotFound(customerId: string): Refusal {
  return {
    status: 404,
    type: "not_found_error",
    code: "customer_not_found",
    message: "Customer not found",
    param: "customerId",
    details: { customerId },
  };
}

export function duplicate(externalId: string): Refusal {
  return {
    status: 409,
    type: "conflict_error",
    code: "duplicate",
    message: "A customer with this externalId already exists",
    param: "externalId",
    details: { externalId },
  };
}

/** 422 as in the SDKs' tests; `param` names the first flaw. */
export function invalid(flaws: readonly Flaw[]): Refusal {
  const [first] = flaws;
  return {
    status: 422,
    type: "validation_error",
    code: "validation_error",
    message: "Request validation failed",
    ...(first === undefined ? {} : { param: first.field }),
    details: flaws.map(({ field, reason }) => ({ field, message: reason })),
  };
}

/** Nested since 2026-05-25, flat before. */
export function sayRefusal(refusal: Refusal, contract: Contract): VendorAnswer {
  const { status, type, code, message, param, details } = refusal;
  if (!contract.nestedErrors) {
    return answer(status, { success: false, code, message, details: details ?? null });
  }
  const error: JsonObject = {
    type,
    code,
    message,
    ...(param === undefined ? {} : { param }),
    ...(details === undefined ? {} : { details }),
    doc_url: `https://commet.co/docs/api-reference/${contract.date}/errors/${code}.md`,
  };
  return answer(status, { success: false, error });
}

const rateLimited: Refusal = {
  status: 429,
  type: "rate_limit_error",
  code: "rate_limited",
  message: "Too many requests",
};

/** Types and codes of docs/errors; `api_error`, the SDKs' word for what they do not know, for other statuses. */
export function refusalWith(status: number): Refusal {
  const message = reasonOf(status);
  if (status >= 500) return { status, type: "internal_error", code: "internal_error", message };
  if (status === 403) return { status, type: "authentication_error", code: "forbidden", message };
  if (status === 409) return { status, type: "conflict_error", code: "duplicate", message };
  return (
    [invalidJson, unauthorized, notFound, invalid([]), rateLimited].find(
      (refusal) => refusal.status === status,
    ) ?? { status, type: "api_error", code: reasonCode(status), message }
  );
}
