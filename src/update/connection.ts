/** Whom an update is for, and how the provider is reached. */
import type { Send } from "../domain/exchange.ts";
import type { Account } from "../domain/settings.ts";
import type { Secrets } from "../domain/text/secrets.ts";
import type { Provider } from "../providers/contract.ts";
import type { ReferenceKind } from "../providers/wire/requests.ts";

/** An opened account and the way to it. */
export interface Connection {
  readonly provider: Provider;
  readonly account: Account;
  /** The account's credentials, and tokens that were asked for: what is kept holds none. */
  readonly secrets: Secrets;
  /** Already carries the credential, the rate budget and the retry policy. */
  readonly send: Send;
}

/** Which customer of a provider: by the vendor's id or the caller's own. */
export interface CustomerRef {
  readonly kind: ReferenceKind;
  readonly reference: string;
}

/** The customer as messages name it: `customer cus_1`. */
export function describeRef({ kind, reference }: CustomerRef): string {
  return kind === "id" ? `customer ${reference}` : `customer with external id ${reference}`;
}
