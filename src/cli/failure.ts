/** What is said of a failure that has more to it than the error that was thrown. */
import { compact } from "../domain/compact.ts";
import { BillingError } from "../domain/errors.ts";
import { safeFailure } from "../domain/map-failure.ts";
import { isSystemError, reasonOf } from "../files/system-error.ts";

/**
 * A result that cannot be written.
 *
 * @param cause whatever the write was refused with
 * @param where what it was to be written to
 * @param fate what became of what was asked: `updated`; missing: nothing was to be changed
 */
export function outputFailure(cause: unknown, fate?: string, where = "stdout"): BillingError {
  const reason = isSystemError(cause) ? reasonOf(cause) : String(cause);
  const message = `the result could not be written to ${where}: ${reason}`;
  return fate === undefined
    ? new BillingError("output", message, { cause, hint: "make room and run it again" })
    : new BillingError("output", `${message}; what became of it: ${fate}`, { cause });
}

/** The failure with what it quotes shortened, and without credentials. */
export function shortFailure(error: unknown, redact: (text: string) => string): unknown {
  return error instanceof BillingError ? safeFailure(error, redact) : error;
}

/**
 * The failure as it is told: an interruption by the signal that it came from, and with a word about the result where
 * that could not be written either.
 */
export function asTold(
  thrown: unknown,
  {
    unwritten,
    interrupted,
  }: { readonly unwritten: BillingError | undefined; readonly interrupted: AbortSignal },
): unknown {
  if (!(thrown instanceof BillingError) || thrown.kind === "output") return thrown;
  const { message, complaints, provider, providerError, requestId, cause } = thrown;
  const isTerminated = thrown.kind === "interrupted" && interrupted.reason === "SIGTERM";
  if (!isTerminated && unwritten === undefined) return thrown;
  const hints = [thrown.hint, unwritten?.message].filter((part) => part !== undefined);
  return new BillingError(isTerminated ? "terminated" : thrown.kind, message, {
    ...compact({ provider, providerError, requestId }),
    ...(hints.length === 0 ? {} : { hint: hints.join("; ") }),
    complaints,
    cause,
  });
}
