import { compact } from "./compact.ts";
import { BillingError } from "./errors.ts";

type Told = (text: string) => string;

/** The same error in other words: each of its texts as these say it. */
export function mapFailure(
  error: BillingError,
  told: { readonly message: Told; readonly hint: Told },
): BillingError {
  const { kind, complaints, provider, providerError, requestId, cause } = error;
  const said = ({ message, hint }: { readonly message: string; readonly hint?: string }) => ({
    message: told.message(message),
    ...compact({ hint: hint && told.hint(hint) }),
  });
  const { message, ...hint } = said(error);
  return new BillingError(kind, message, {
    ...hint,
    complaints: complaints.map((complaint) => ({ ...complaint, ...said(complaint) })),
    ...compact({
      provider,
      providerError: providerError && {
        ...providerError,
        ...compact({
          message: providerError.message && told.message(providerError.message),
          details: providerError.details?.map(told.message),
        }),
      },
      requestId,
    }),
    cause,
  });
}

/** The same error with one remedy more. */
export function withAnotherHint(error: BillingError, hint: string): BillingError {
  const { kind, message, complaints, provider, providerError, requestId, cause } = error;
  return new BillingError(kind, message, {
    hint: error.hint === undefined ? hint : `${error.hint}; ${hint}`,
    complaints,
    ...compact({ provider, providerError, requestId }),
    cause,
  });
}
