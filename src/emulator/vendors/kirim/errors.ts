/**
 * Kirim's error bodies (docs.kirimdev.com, "Errors"): `type` is one of seven, `code` is stable. An error is kept as
 * data until the request's id is known.
 */
import type { Flaw } from "../../checks.ts";
import { reasonCode, reasonOf } from "../../state/reason.ts";

export interface KirimError {
  readonly status: number;
  readonly type: string;
  readonly code: string;
  readonly message: string;
  readonly param?: string;
}

export function invalidRequest(code: string, message: string, param?: string): KirimError {
  const error = { status: 400, type: "invalid_request_error", code, message };
  return param === undefined ? error : { ...error, param };
}

/** Only the first flaw is named. */
export function invalidField({ field, kind, reason }: Flaw): KirimError {
  const code = kind === "missing" ? "missing_required_field" : "invalid_field_value";
  return invalidRequest(code, `${field} ${reason}`, field);
}

export const notJson = invalidRequest("invalid_field_value", "The request body is no JSON object.");

/** The documents show `expired_api_key` only; this code is invented. */
export const unauthorized: KirimError = {
  status: 401,
  type: "authentication_error",
  code: "invalid_api_key",
  message: "The API key is not valid.",
};

export const notFound: KirimError = {
  status: 404,
  type: "not_found",
  code: "resource_not_found",
  message: "No such customer.",
};

export const noRoute: KirimError = { ...notFound, message: "No such route." };

export const archived: KirimError = {
  status: 409,
  type: "conflict",
  code: "customer_archived",
  message: "An archived customer cannot be changed.",
};

export const keyReused: KirimError = {
  status: 422,
  type: "invalid_request_error",
  code: "idempotency_key_reuse",
  message: "This Idempotency-Key was used with another body.",
};

export const limited: KirimError = {
  status: 429,
  type: "rate_limit_error",
  code: "rate_limit_exceeded",
  message: "Budget used up; wait before retrying.",
};

/** Each status and its type are documented, 402 and 413 excepted; where a code is not, it is invented. */
export function errorWith(status: number): KirimError {
  const named = [invalidRequest("invalid_field_value", "The request is not valid."), unauthorized];
  const known = [...named, gated, forbidden, notFound, conflict, keyReused, limited].find(
    (error) => error.status === status,
  );
  if (known !== undefined) return known;
  const type = status >= 500 ? "api_error" : "invalid_request_error";
  return { status, type, code: reasonCode(status), message: `${reasonOf(status)}.` };
}

/** The code is in the page "Update customer", the status and the type are not. */
const gated: KirimError = {
  status: 402,
  type: "permission_error",
  code: "feature_not_entitled",
  message: "Your plan does not include this feature.",
};

const forbidden: KirimError = {
  status: 403,
  type: "permission_error",
  code: "organization_suspended",
  message: "The organization is suspended.",
};

const conflict: KirimError = {
  status: 409,
  type: "conflict",
  code: "resource_conflict",
  message: "The customer is in a state that does not allow this.",
};
