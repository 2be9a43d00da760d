import { compact } from "../../compact.ts";
import type { ErrorDocument } from "./error.ts";
import type { BillingError } from "../../errors.ts";

/** The error as every document and every journal carries it. */
export function errorDocument(error: BillingError): ErrorDocument {
  const { kind, exitCode, message, hint, provider, providerError, requestId, complaints } = error;
  return compact({
    code: kind,
    exitCode,
    message,
    hint,
    provider,
    status: providerError?.status,
    providerError,
    requestId,
    complaints:
      complaints.length === 0
        ? undefined
        : complaints.map(({ location: place, ...rest }) => ({ ...rest, ...compact({ place }) })),
  });
}
