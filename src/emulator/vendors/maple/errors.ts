/** Maple's error bodies (docs.maplebilling.com/pages/guides/error-responses); the `error_code`s are invented. */
import { answer } from "../../server/answer.ts";
import type { Flaw } from "../../checks.ts";
import type { JsonObject } from "../../../domain/json.ts";
import { reasonCode, reasonOf } from "../../state/reason.ts";
import type { VendorAnswer } from "../../vendor.ts";

function refuse(
  status: number,
  type: string,
  code: string,
  message: string,
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

export const notJson = refuse(
  400,
  "request_error",
  "invalid_json",
  "request body is not a JSON object",
);
/** Also what a token without a right to the company gets. */
export const unauthorized = refuse(401, "auth_error", "unauthorized", "token is not valid");
export const managedExternally = refuse(
  403,
  "auth_error",
  "managed_externally",
  "customer is managed externally",
);
export const notFound = refuse(404, "request_error", "not_found", "customer not found");
export const noRoute = refuse(404, "request_error", "not_found", "route not found");

/** The shape of `validation_errors` is not documented; this one is a guess. */
export function invalid(flaws: readonly Flaw[]): VendorAnswer {
  const [first] = flaws;
  const message = first === undefined ? "invalid request" : `${first.field} ${first.reason}`;
  return refuse(400, "validation_error", "validation_failed", message, {
    validation_errors: flaws.map(({ field, reason }) => ({ field, message: reason })),
  });
}

/** Types as documented for 400 to 500; `request_error`, the type of most, for what is not. */
export function errorWith(status: number): VendorAnswer {
  if (status === 401) return unauthorized;
  if (status === 403) return refuse(403, "auth_error", "forbidden", "access is forbidden");
  if (status === 404) return notFound;
  if (status === 409) {
    const message = "another request with this key is running";
    return refuse(409, "idempotency_error", "idempotency_conflict", message);
  }
  return refuse(status, "request_error", reasonCode(status), reasonOf(status).toLowerCase());
}
