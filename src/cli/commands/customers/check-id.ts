import { BillingError } from "../../../domain/errors.ts";
import type { Provider } from "../../../providers/contract.ts";
import { hiddenInId } from "../../../patch/fields/hidden-text.ts";
import { checkReference, referenceAsWritten } from "../../../providers/wire/requests.ts";
import type { CustomerRef } from "../../../update/connection.ts";

/** @throws {BillingError} usage: when the word cannot be a customer's id there */
export function checkId(provider: Provider, { kind, reference }: CustomerRef): void {
  const hidden = hiddenInId({ value: reference, location: { name: "<id>" } });
  if (hidden.length > 0) throw BillingError.usage(hidden);
  const complaint = checkReference(provider, kind, reference);
  if (complaint !== undefined) throw BillingError.usage([complaint]);
}

/** Whom the command line names, as the provider writes it. */
export function namedCustomer(
  provider: Provider,
  kind: CustomerRef["kind"],
  [word = ""]: readonly string[],
): CustomerRef {
  return { kind, reference: referenceAsWritten(provider, kind, word) };
}
