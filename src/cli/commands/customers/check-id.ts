import { BillingError } from "../../../domain/errors.ts";
import type { Provider } from "../../../providers/contract.ts";
import { checkReference, type ReferenceKind } from "../../../providers/wire/requests.ts";

/** @throws {BillingError} usage: when the word cannot be a customer's id there */
export function checkId(provider: Provider, kind: ReferenceKind, reference: string): void {
  const complaint = checkReference(provider, kind, reference);
  if (complaint !== undefined) throw BillingError.usage([complaint]);
}
