/**
 * Flexprice's error bodies: the flat envelope of its API (flexprice/flexprice, internal/errors/dto.go) and the barer
 * ones of what stands before it (internal/rest/middleware/auth.go, internal/ee/rbac, gin).
 */
import { compact } from "../../../domain/compact.ts";
import type { JsonObject } from "../../../domain/json.ts";
import { answer, plainAnswer, reasonOf } from "../../server/answer.ts";
import type { VendorAnswer } from "../../vendor.ts";

/** By code: the status, and the message where a fault asks for it; of those with one status the first such stands for it. */
const table = {
  validation_error: [400, "Invalid request format"],
  invalid_operation: [400],
  not_found: [404, "Customer was not found"],
  already_exists: [409],
  version_conflict: [409, "The customer was changed by another request"],
  too_many_requests: [429, "Too many requests"],
  database_error: [500],
  system_error: [500, "Something went wrong"],
  not_implemented: [501, "Not implemented"],
  service_unavailable: [503, "Service unavailable"],
} as const;

type Code = keyof typeof table;

/** `details` is left out when empty. */
export function refuse(code: Code, message: string, details: JsonObject = {}): VendorAnswer {
  const [status] = table[code];
  const blame = Object.keys(details).length === 0 ? undefined : details;
  return answer(status, compact({ code, message, http_status_code: status, details: blame }));
}

/** Malformed, empty or wrongly typed JSON; the field at fault is not named. */
export const invalidFormat = refuse("validation_error", "Invalid request format");

/** A missing and an unknown key are answered alike. */
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

/** An error with a status that the server knows; any other is said by the load balancer in front of it. */
export function errorWith(status: number): VendorAnswer {
  if (status === 401) return unauthorized;
  if (status === 403) return insufficientPermissions;
  for (const [code, [of, message]] of Object.entries(table)) {
    if (of === status && message !== undefined) return refuse(code as Code, message);
  }
  return plainAnswer(status, reasonOf(status));
}
