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
  /** Options that lead another command here, as words of a shell; missing: it needs none. */
  readonly words?: {
    /** To a customer of this account. */
    readonly customer: readonly string[];
    /** To what is recorded of it, and on to the customer. */
    readonly records: readonly string[];
  };
}

/** Which customer of a provider: by the vendor's id or the caller's own. */
export interface CustomerRef {
  readonly kind: ReferenceKind;
  readonly reference: string;
}

/** What a customer is known by; one that is yet to be made has no id. */
export interface CustomerName {
  readonly kind: ReferenceKind | "email" | "name";
  readonly reference: string;
}

const ways: Readonly<Record<CustomerName["kind"], string>> = {
  id: "customer",
  "external-id": "customer with external id",
  email: "customer with e-mail address",
  name: "customer of the name",
};

/** The customer as messages name it: `customer cus_1`. */
export function describeRef({ kind, reference }: CustomerName): string {
  return `${ways[kind]} ${reference}`;
}
