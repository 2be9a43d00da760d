/** An error as a row of a run and the journal carry it. */
import type { BillingError } from "../domain/errors.ts";
import type { RowError } from "../domain/run.ts";

/** The error as it is told and recorded. */
export function rowError({ kind, message, hint, providerError }: BillingError): RowError {
  return {
    code: kind,
    message,
    ...(hint === undefined ? {} : { hint }),
    ...(providerError === undefined ? {} : { status: providerError.status }),
    ...(providerError?.code === undefined ? {} : { providerCode: providerError.code }),
  };
}
