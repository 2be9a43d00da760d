/**
 * Flexprice's error bodies: the flat envelope of its API (flexprice/flexprice, internal/errors/dto.go) and the barer
 * ones of what stands before it (internal/rest/middleware/auth.go, internal/ee/rbac, gin).
 */
import type { JsonObject } from "../../../domain/json.ts";
import { answer, plainAnswer } from "../../server/answer.ts";
import { reasonOf } from "../../state/reason.ts";
import type { VendorAnswer } from "../../vendor.ts";

const statuses = {
  validation_error: 400,
  invalid_operation: 400,
  not_found: 404,
  already_exists: 409,
  version_conflict: 409,
  too_many_requests: 429,
  database_error: 500,
  system_error: 500,
  not_implemented: 501,
  service_unavailable: 503,
} as const;

/** `details` is left out when empty. */
export function refuse(
  code: keyof typeof statuses,
  message: string,
  details?: JsonObject,
): VendorAnswer {
  const status = statuses[code];
  return answer(status, {
    code,
    message,
    http_status_code: status,
    ...(details === undefined || Object.keys(details).length === 0 ? {} : { details }),
  });
}

/** Malformed, empty or wrongly typed JSON; the field at fault is not named. */
export const invalidFormat = refuse("validation_error", "Invalid request format");

/** A missing and an unknown key are told the same. */
export const unauthorized = answer(401, { error: "Unauthorized" });
/** For an API key sent as `Authorization: Bearer`, where only a dashboard's token is read. */
export const invalidToken = answer(401, { error: "Invalid token" });
export const invalidAuthorization = answer(401, { error: "Invalid authorization header format" });
export const insufficientPermissions = answer(403, { message: "insufficient permissions" });
export const environmentRefused = answer(403, {
  error: "Access denied",
  message: "You do not have access to this environment",
});
/** gin's own words for a route or a method it does not know; asked for no key. */
export const noRoute = plainAnswer(404, "404 page not found");
/** A panic, caught by gin's recovery: nothing but the status. */
export const panic: VendorAnswer = { status: 500, body: undefined };

export function unknownId(id: string): VendorAnswer {
  return refuse("not_found", `Customer with ID ${id} was not found`, { customer_id: id });
}

export function unknownLookupKey(key: string): VendorAnswer {
  return refuse("not_found", `Customer with lookup key ${key} was not found`, { lookup_key: key });
}

export function taken(details: JsonObject): VendorAnswer {
  return refuse("already_exists", "A customer with this identifier already exists", details);
}

const byStatus: Readonly<Record<number, VendorAnswer>> = {
  400: invalidFormat,
  401: unauthorized,
  403: insufficientPermissions,
  404: refuse("not_found", "Customer was not found"),
  409: refuse("version_conflict", "The customer was changed by another request"),
  429: refuse("too_many_requests", "Too many requests"),
  500: refuse("system_error", "Something went wrong"),
  501: refuse("not_implemented", "Not implemented"),
  503: refuse("service_unavailable", "Service unavailable"),
};

/** An error with a status that the server knows; any other is said by the load balancer in front of it. */
export function errorWith(status: number): VendorAnswer {
  return byStatus[status] ?? plainAnswer(status, reasonOf(status));
}
