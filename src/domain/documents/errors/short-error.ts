/** What an error quotes may be as long as a file. */
import { compact } from "../../compact.ts";
import { shortFact, shortHint, shortMessage } from "../../text/short-text.ts";
import type { ErrorDocument } from "./error.ts";

/** The same error with what it quotes shortened. Credentials in it must be masked before: half of one is not found. */
export function shortError(error: ErrorDocument): ErrorDocument {
  const { complaints, providerError, requestId } = error;
  return {
    ...error,
    ...said(error),
    ...compact({
      requestId: requestId && shortFact(requestId),
      complaints: complaints?.map((one) => ({
        ...one,
        ...said(one),
        ...compact({ place: one.place && { ...one.place, name: shortFact(one.place.name) } }),
      })),
      providerError: providerError && shortProviderError(providerError),
    }),
  };
}

function said({ message, hint }: { readonly message: string; readonly hint?: string }) {
  return { message: shortMessage(message), ...compact({ hint: hint && shortHint(hint) }) };
}

function shortProviderError(error: NonNullable<ErrorDocument["providerError"]>) {
  const { code, type, message, param, details, docUrl } = error;
  return {
    ...error,
    ...compact({
      code: code && shortFact(code),
      type: type && shortFact(type),
      message: message && shortMessage(message),
      param: param && shortFact(param),
      details: details?.map(shortMessage),
      docUrl: docUrl && shortFact(docUrl),
    }),
  };
}
