/**
 * Kirim's error bodies (docs.kirimdev.com, "Errors"): `type` is one of seven, `code` is stable. Where the documents
 * have no code it is invented. An error is kept as data until the request's id is known.
 */
import { compact } from "../../../domain/compact.ts";
import type { JsonObject } from "../../../domain/json.ts";
import type { Flaw } from "../../checks.ts";
import { answer, reasonCode, reasonOf } from "../../server/answer.ts";
import type { VendorAnswer } from "../../vendor.ts";

export interface KirimError {
  readonly status: number;
  readonly type: string;
  readonly code: string;
  readonly message: string;
  readonly param?: string;
}

/** By kind: status, type, code and message; of those with one status the first one stands for it. */
const table = {
  invalid: [400, "invalid_request_error", "invalid_field_value", "The request is not valid."],
  notJson: [
    400,
    "invalid_request_error",
    "invalid_field_value",
    "The request body is no JSON object.",
  ],
  /** The documents show `expired_api_key` only. */
  unauthorized: [401, "authentication_error", "invalid_api_key", "The API key is not valid."],
  /** The code is in the page "Update customer", the status and the type are not. */
  gated: [
    402,
    "permission_error",
    "feature_not_entitled",
    "Your plan does not include this feature.",
  ],
  forbidden: [403, "permission_error", "organization_suspended", "The organization is suspended."],
  notFound: [404, "not_found", "resource_not_found", "No such customer."],
  noRoute: [404, "not_found", "resource_not_found", "No such route."],
  conflict: [
    409,
    "conflict",
    "resource_conflict",
    "The customer is in a state that does not allow this.",
  ],
  archived: [409, "conflict", "customer_archived", "An archived customer cannot be changed."],
  keyReused: [
    422,
    "invalid_request_error",
    "idempotency_key_reuse",
    "This Idempotency-Key was used with another body.",
  ],
  limited: [
    429,
    "rate_limit_error",
    "rate_limit_exceeded",
    "Budget used up; wait before retrying.",
  ],
} as const;

export function errorOf(kind: keyof typeof table): KirimError {
  const [status, type, code, message] = table[kind];
  return { status, type, code, message };
}

export function invalidRequest(code: string, message: string, param: string): KirimError {
  return { ...errorOf("invalid"), code, message, param };
}

/** Only the first flaw is named. */
export function invalidBody([flaw]: readonly Flaw[]): KirimError {
  if (flaw === undefined) return errorOf("invalid");
  const { field, kind, reason } = flaw;
  const code = kind === "missing" ? "missing_required_field" : "invalid_field_value";
  return invalidRequest(code, `${field} ${reason}`, field);
}

/** Each status and its type are documented, 402 and 413 excepted. */
export function errorWith(status: number): KirimError {
  const kinds = Object.keys(table) as (keyof typeof table)[];
  const known = kinds.find((kind) => table[kind][0] === status);
  if (known !== undefined) return errorOf(known);
  const type = status >= 500 ? "api_error" : "invalid_request_error";
  return { status, type, code: reasonCode(status), message: `${reasonOf(status)}.` };
}

/** What a route came to: the members of the answer beside `request_id`, or an error. */
export type KirimResult =
  | { readonly status: number; readonly content: JsonObject }
  | { readonly error: KirimError };

export function sayResult(
  result: KirimResult,
  requestId: string,
  headers: Readonly<Record<string, string>>,
): VendorAnswer {
  if (!("error" in result)) {
    return answer(result.status, { ...result.content, request_id: requestId }, headers);
  }
  const { status, type, code, message, param } = result.error;
  const error = compact({ type, code, message, param, request_id: requestId });
  return answer(status, { error }, headers);
}
