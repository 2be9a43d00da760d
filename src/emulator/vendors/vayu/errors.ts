/** Vayu's error bodies: flat, `type`, `code`, `message` and `param` (guide.withvayu.com, "Errors"). */
import { compact } from "../../../domain/compact.ts";
import type { Json } from "../../../domain/json.ts";
import type { Flaw } from "../../checks.ts";
import { answer, reasonOf } from "../../server/answer.ts";
import type { VendorAnswer } from "../../vendor.ts";

/** By code: status, type and message; a message of the case's own takes its place. */
const table = {
  bad_request: [400, "invalid_request_error", "The request is not valid"],
  parameter_invalid: [400, "invalid_request_error", "Invalid value for parameter"],
  parameter_missing: [400, "invalid_request_error", "Missing required parameter"],
  validation_failed: [400, "invalid_request_error", "Validation failed"],
  authentication_failed: [401, "authentication_error", "Invalid or expired access token"],
  resource_not_found: [404, "invalid_request_error", "Customer not found"],
  resource_already_exists: [409, "invalid_request_error", "Resource already exists"],
  request_too_large: [413, "invalid_request_error", "The request body is larger than 256 KB"],
  rate_limit_exceeded: [429, "rate_limit_error", "Too many requests"],
  internal_error: [500, "api_error", "An internal error occurred"],
} as const;

type Code = keyof typeof table;

export function refuse(
  code: Code,
  ownMessage?: string,
  param?: string,
  flaws: readonly Json[] = [],
): VendorAnswer {
  const [status, type, message] = table[code];
  const params = flaws.length === 0 ? undefined : flaws;
  return answer(status, compact({ type, code, message: ownMessage ?? message, param, params }));
}

export const notJson = refuse("bad_request", "The request body is not a JSON object");
export const unauthorized = refuse("authentication_failed");

/** From the gateway in front of the API, not from Vayu itself, hence in the gateway's own form. */
function fromGateway(status: number): VendorAnswer {
  return answer(status, { message: reasonOf(status) });
}

export const forbidden = fromGateway(403);

export function invalidParameter(param: string): VendorAnswer {
  return refuse("parameter_invalid", `Invalid value for parameter: ${param}`, param);
}

/** One flaw is named in `param`; several share the code `validation_failed`, each with its message in `params`. */
export function invalidBody(flaws: readonly Flaw[]): VendorAnswer {
  const [first] = flaws;
  if (first === undefined || flaws.length > 1) {
    const list = flaws.map(({ field, reason }) => `${field} ${reason}`).join("; ");
    const params = flaws.map(({ field, reason }) => ({ param: field, message: reason }));
    return refuse("validation_failed", `Validation failed: ${list}`, undefined, params);
  }
  const { kind, field } = first;
  return kind === "missing"
    ? refuse("parameter_missing", `Missing required parameter: ${field}`, field)
    : invalidParameter(field);
}

/** The first error of the table with this status; any other status comes from the gateway. */
export function errorWith(status: number): VendorAnswer {
  const code = (Object.keys(table) as Code[]).find((name) => table[name][0] === status);
  return code === undefined ? fromGateway(status) : refuse(code);
}
