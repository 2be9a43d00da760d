/** Vayu's error bodies: flat, `type`, `code`, `message` and `param` (guide.withvayu.com, "Errors"). */
import { answer } from "../../server/answer.ts";
import type { Flaw } from "../../checks.ts";
import { reasonOf } from "../../state/reason.ts";
import type { VendorAnswer } from "../../vendor.ts";

function refuse(code: string, message: string, param?: string): VendorAnswer {
  return answer(400, {
    type: "invalid_request_error",
    code,
    message,
    ...(param === undefined ? {} : { param }),
  });
}

export const notJson = refuse("bad_request", "The request body is not a JSON object");

export const tooLarge = answer(413, {
  type: "invalid_request_error",
  code: "request_too_large",
  message: "The request body is larger than 256 KB",
});

export const unauthorized = answer(401, {
  type: "authentication_error",
  code: "authentication_failed",
  message: "Invalid or expired access token",
});

/** Said by the gateway in front of the API, not by Vayu itself, hence in the gateway's own form. */
export const forbidden: VendorAnswer = answer(403, { message: "Forbidden" });

export const noRoute: VendorAnswer = notFound("Route not found");

export function notFound(message: string): VendorAnswer {
  return answer(404, { type: "invalid_request_error", code: "resource_not_found", message });
}

export function taken(externalId: string): VendorAnswer {
  return answer(409, {
    type: "invalid_request_error",
    code: "resource_already_exists",
    message: `Customer with externalId ${externalId} already exists`,
    param: "externalId",
  });
}

export function invalidParameter(param: string): VendorAnswer {
  return refuse("parameter_invalid", `Invalid value for parameter: ${param}`, param);
}

/** One flaw is named in `param`; several share the code `validation_failed`. */
export function invalidBody(flaws: readonly Flaw[]): VendorAnswer {
  const [first] = flaws;
  if (first === undefined || flaws.length > 1) {
    const list = flaws.map(({ field, reason }) => `${field} ${reason}`).join("; ");
    return refuse("validation_failed", `Validation failed: ${list}`);
  }
  if (first.kind === "missing") {
    return refuse("parameter_missing", `Missing required parameter: ${first.field}`, first.field);
  }
  return invalidParameter(first.field);
}

const byStatus: Readonly<Record<number, VendorAnswer>> = {
  400: refuse("bad_request", "The request is not valid"),
  401: unauthorized,
  404: notFound("Customer not found"),
  409: answer(409, {
    type: "invalid_request_error",
    code: "resource_already_exists",
    message: "Resource already exists",
  }),
  413: tooLarge,
  429: answer(429, {
    type: "rate_limit_error",
    code: "rate_limit_exceeded",
    message: "Too many requests",
  }),
  500: answer(500, {
    type: "api_error",
    code: "internal_error",
    message: "An internal error occurred",
  }),
};

/** Vayu's own error for a status of its page; any other is said by the gateway in front of it. */
export function errorWith(status: number): VendorAnswer {
  return byStatus[status] ?? answer(status, { message: reasonOf(status) });
}
