/** Maple's error bodies (docs.maplebilling.com/pages/guides/error-responses); the `error_code`s are invented. */
import type { JsonObject } from "../../../domain/json.ts";
import type { Flaw } from "../../checks.ts";
import { answer, reasonCode, reasonOf } from "../../server/answer.ts";
import type { VendorAnswer } from "../../vendor.ts";

/** By kind: status, type, code and message; of those with one status the first one stands for it. */
const table = {
  unauthorized: [401, "auth_error", "unauthorized", "token is not valid"],
  forbidden: [403, "auth_error", "forbidden", "access is forbidden"],
  managedExternally: [403, "auth_error", "managed_externally", "customer is managed externally"],
  notFound: [404, "request_error", "not_found", "customer not found"],
  noRoute: [404, "request_error", "not_found", "route not found"],
  conflict: [
    409,
    "idempotency_error",
    "idempotency_conflict",
    "another request with this key is running",
  ],
} as const;

function sayError(
  [status, type, code, message]: readonly [number, string, string, string],
  more: JsonObject = {},
): VendorAnswer {
  return answer(status, {
    error_message: message,
    error_type: type,
    error_code: code,
    error_status: status,
    ...more,
  });
}

export function refuse(kind: keyof typeof table): VendorAnswer {
  return sayError(table[kind]);
}

export const notJson = sayError([
  400,
  "request_error",
  "invalid_json",
  "request body is not a JSON object",
]);

/** The shape of `validation_errors` is not documented; this one is a guess. */
export function invalid(flaws: readonly Flaw[]): VendorAnswer {
  const [first] = flaws;
  const message = first === undefined ? "invalid request" : `${first.field} ${first.reason}`;
  return sayError([400, "validation_error", "validation_failed", message], {
    validation_errors: flaws.map(({ field, reason }) => ({ field, message: reason })),
  });
}

/** Types as documented for 400 to 500; `request_error`, the type of most, for what is not. */
export function errorWith(status: number): VendorAnswer {
  const known = Object.values(table).find(([of]) => of === status);
  const unknown = [
    status,
    "request_error",
    reasonCode(status),
    reasonOf(status).toLowerCase(),
  ] as const;
  return sayError(known ?? unknown);
}
