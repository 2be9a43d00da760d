import { compact } from "./compact.ts";
import { BillingError, type Location } from "./errors.ts";
import { shortFact, shortHint, shortMessage } from "./text/short-text.ts";

type Told = (text: string) => string;

/**
 * The same error in other words: each of its texts as these say it.
 *
 * @param told `fact`: codes, addresses and ids; missing: they stay
 */
export function mapFailure(
  error: BillingError,
  told: { readonly message: Told; readonly hint: Told; readonly fact?: Told },
): BillingError {
  const { kind, complaints, provider, providerError, requestId, cause } = error;
  const said = ({ message, hint }: { readonly message: string; readonly hint?: string }) => ({
    message: told.message(message),
    ...compact({ hint: hint && told.hint(hint) }),
  });
  const fact = told.fact ?? ((text: string) => text);
  // A provider may name what it blames.
  const at = (location: Location): Location => ({ ...location, name: fact(location.name) });
  const { message, ...hint } = said(error);
  return new BillingError(kind, message, {
    ...hint,
    complaints: complaints.map((complaint) => ({
      ...complaint,
      ...said(complaint),
      ...compact({ location: complaint.location && at(complaint.location) }),
    })),
    ...compact({
      provider,
      providerError: providerError && {
        ...providerError,
        ...compact({
          code: providerError.code && fact(providerError.code),
          type: providerError.type && fact(providerError.type),
          param: providerError.param && fact(providerError.param),
          docUrl: providerError.docUrl && fact(providerError.docUrl),
          message: providerError.message && told.message(providerError.message),
          details: providerError.details?.map(told.message),
        }),
      },
      requestId: requestId && fact(requestId),
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

/** The error as it is shown: no credential in it, and what it quotes shortened. */
export function safeFailure(error: BillingError, redact: Told): BillingError {
  return mapFailure(error, {
    message: (text) => shortMessage(redact(text)),
    hint: (text) => shortHint(redact(text)),
    fact: (text) => shortFact(redact(text)),
  });
}
