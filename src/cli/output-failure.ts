/** What is said where a result cannot be written. */
import { compact } from "../domain/compact.ts";
import { BillingError } from "../domain/errors.ts";
import { isSystemError, reasonOf } from "../files/system-error.ts";

/**
 * @param cause whatever the write was refused with
 * @param fate what became of what was asked: `updated`; missing: nothing was to be changed
 */
export function outputFailure(cause: unknown, fate?: string): BillingError {
  const reason = isSystemError(cause) ? reasonOf(cause) : String(cause);
  const message = `the result could not be written to stdout: ${reason}`;
  return new BillingError(
    "output",
    fate === undefined ? message : `${message}; what became of it: ${fate}`,
    {
      cause,
      hint: fate === undefined ? "make room and run it again" : "make room before the next",
    },
  );
}

/** The same failure, which says that its result is missing as well. */
export function withoutResult(error: BillingError, unwritten: BillingError): BillingError {
  const { kind, message, hint, complaints, provider, providerError, requestId, cause } = error;
  return new BillingError(kind, message, {
    ...compact({ provider, providerError, requestId }),
    complaints,
    cause,
    hint: [hint, unwritten.message].filter((part) => part !== undefined).join("; "),
  });
}
