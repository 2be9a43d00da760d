/** Reads one customer. */
import type { Customer } from "../domain/change.ts";
import { BillingError } from "../domain/errors.ts";
import type { HttpResponse } from "../domain/exchange.ts";
import { NoAnswer, type Send } from "../domain/exchange.ts";
import type { JsonObject } from "../domain/json.ts";
import type { Account } from "../domain/settings.ts";
import {
  failureIn,
  isSuccess,
  matchIn,
  recordIn,
  requestIdOf,
  Unreadable,
} from "../providers/wire/answers.ts";
import type { Provider } from "../providers/contract.ts";
import { decodeField, decodeRecord, recordId } from "../providers/wire/record.ts";
import {
  addressing,
  checkReference,
  inDialect,
  type ReferenceKind,
  requestFor,
} from "../providers/wire/requests.ts";

/** Which customer, at which provider, and how it is reached. */
export interface Target {
  readonly provider: Provider;
  readonly account: Account;
  /** Already carries the credential and the retry policy. */
  readonly send: Send;
  readonly kind: ReferenceKind;
  readonly reference: string;
}

export interface CustomerRead {
  /** The vendor's id. */
  readonly id: string;
  /** The vendor's record, untouched. */
  readonly native: JsonObject;
  readonly customer: Customer;
  readonly requestId?: string;
}

/** The subject of messages: `customer cus_1`. */
export function subjectOf({ kind, reference }: Target): string {
  return kind === "id" ? `customer ${reference}` : `customer with external id ${reference}`;
}

/** No whole answer came to a read: nothing can have happened. */
function unavailable(provider: Provider, cause: NoAnswer): BillingError {
  if (cause.code === "ABORTED") {
    return new BillingError("interrupted", "interrupted; nothing was written", {
      provider: provider.id,
      cause,
    });
  }
  return new BillingError(
    "unavailable",
    `no usable answer from ${provider.title}: ${cause.message}`,
    {
      provider: provider.id,
      cause,
      hint: cause.hint ?? "check the network and baseUrl, then try again",
    },
  );
}

/**
 * @throws BillingError with the kind of what went wrong; nothing was written
 */
export async function readCustomer(target: Target): Promise<CustomerRead> {
  const { provider, account, send, kind, reference } = target;
  const complaint = checkReference(provider, kind, reference);
  const routes = addressing(provider, kind);
  if (complaint !== undefined || routes === undefined) {
    throw BillingError.usage(complaint === undefined ? [] : [complaint]);
  }
  const route = inDialect(provider, account, routes.read);

  let response: HttpResponse;
  try {
    response = await send(requestFor(provider, account, route, { ref: reference }));
  } catch (error) {
    if (error instanceof NoAnswer) throw unavailable(provider, error);
    throw error;
  }
  if (!isSuccess(response)) throw failureIn(provider, response, subjectOf(target));

  const requestId = requestIdOf(provider, response);
  const facts = { provider: provider.id, ...(requestId === undefined ? {} : { requestId }) };
  let native: JsonObject | undefined;
  try {
    native =
      route.matches === true
        ? matchIn(provider, route, response, reference)
        : recordIn(provider, route, response);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    throw new BillingError(
      "unavailable",
      `${provider.title}'s answer could not be read as a customer: ${error.message}`,
      { ...facts, cause: error, hint: "check baseUrl; --debug shows the answer" },
    );
  }
  const id = native === undefined ? undefined : recordId(provider, native);
  if (native === undefined || id === undefined) {
    throw new BillingError("not_found", `${provider.title} has no ${subjectOf(target)}`, facts);
  }
  if (![id, decodeField(provider, native, "externalId")].includes(reference)) {
    throw new BillingError(
      "unavailable",
      `${provider.title} answered with another customer (${id}) than was asked for (${reference})`,
      { ...facts, hint: "check baseUrl; nothing was written" },
    );
  }
  return {
    id,
    native,
    customer: decodeRecord(provider, native),
    ...(requestId === undefined ? {} : { requestId }),
  };
}
