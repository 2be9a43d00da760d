/** Commet's errors (commet-labs/commet, packages/node/docs/errors/*.md) and how each version says them. */
import { compact } from "../../../domain/compact.ts";
import type { Json } from "../../../domain/json.ts";
import type { Flaw } from "../../checks.ts";
import { answer, reasonCode, reasonOf } from "../../server/answer.ts";
import type { VendorAnswer } from "../../vendor.ts";
import type { Contract } from "./versions.ts";

/** An error before a version gave it its form. */
export interface Refusal {
  readonly status: number;
  readonly type: string;
  readonly code: string;
  readonly message: string;
  readonly param?: string;
  readonly details?: Json;
}

/** By code: status, type and message. */
const table = {
  invalid_json: [400, "validation_error", "Request body is not valid JSON"],
  unauthorized: [401, "authentication_error", "Invalid or missing API key"],
  forbidden: [403, "authentication_error", "This API key is not allowed to do this"],
  not_found: [404, "not_found_error", "Resource not found"],
  customer_not_found: [404, "not_found_error", "Customer not found"],
  /** PUT from 2026-07-24 on and PATCH before it; the code is documented, that these are its cases is inferred. */
  endpoint_not_available: [
    404,
    "not_found_error",
    "This endpoint is not available in the resolved API version",
  ],
  duplicate: [409, "conflict_error", "A customer with this externalId already exists"],
  idempotency_in_progress: [
    409,
    "conflict_error",
    "A request with this idempotency key is still being processed",
  ],
  idempotency_key_mismatch: [
    409,
    "conflict_error",
    "This idempotency key was used with a different request",
  ],
  /** 422 as in the SDKs' tests. */
  validation_error: [422, "validation_error", "Request validation failed"],
  rate_limited: [429, "rate_limit_error", "Too many requests"],
} as const;

type Blame = Pick<Refusal, "param" | "details">;

export function refusalOf(code: keyof typeof table, blame: Blame = {}): Refusal {
  const [status, type, message] = table[code];
  return { status, type, code, message, ...blame };
}

/** `param` names the first flaw. */
export function invalid(flaws: readonly Flaw[]): Refusal {
  const details = flaws.map(({ field, reason }) => ({ field, message: reason }));
  return refusalOf("validation_error", compact({ param: flaws[0]?.field, details }));
}

/** Nested since 2026-05-25, flat before. */
export function sayRefusal(refusal: Refusal, contract: Contract): VendorAnswer {
  const { status, type, code, message, param, details } = refusal;
  if (!contract.nestedErrors) {
    return answer(status, { success: false, code, message, details: details ?? null });
  }
  const page = `https://commet.co/docs/api-reference/${contract.date}/errors/${code}.md`;
  const error = compact({ type, code, message, param, details, doc_url: page });
  return answer(status, { success: false, error });
}

/** Types and codes of docs/errors; `api_error`, the SDKs' word for what they do not know, for other statuses. */
export function refusalWith(status: number): Refusal {
  const message = reasonOf(status);
  if (status >= 500) return { status, type: "internal_error", code: "internal_error", message };
  if (status === 409) return { ...refusalOf("duplicate"), message };
  if (status === 422) return invalid([]);
  const codes = Object.keys(table) as (keyof typeof table)[];
  const known = codes.find((code) => table[code][0] === status);
  return known === undefined
    ? { status, type: "api_error", code: reasonCode(status), message }
    : refusalOf(known);
}
