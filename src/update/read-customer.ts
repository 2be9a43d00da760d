/** Reads one customer. */
import type { Customer, Warning } from "../domain/change.ts";
import { compact } from "../domain/compact.ts";
import { BillingError } from "../domain/errors.ts";
import { type HttpResponse, NoAnswer } from "../domain/exchange.ts";
import { externalIdField } from "../domain/fields.ts";
import type { JsonObject } from "../domain/json.ts";
import type { Secrets } from "../domain/text/secrets.ts";
import { matchesIn, recordIn, requestIdOf, Unreadable } from "../providers/wire/answers.ts";
import { failureIn, isSuccess } from "../providers/wire/failures.ts";
import type { Provider } from "../providers/contract.ts";
import type { Route } from "../providers/route.ts";
import { decodeField, decodeRecord, recordId } from "../providers/wire/record.ts";
import { addressing, checkReference, inDialect, requestFor } from "../providers/wire/requests.ts";
import { type Connection, type CustomerRef, describeRef } from "./connection.ts";

export interface CustomerRead {
  /** The vendor's id. */
  readonly id: string;
  /** The vendor's record, untouched. */
  readonly native: JsonObject;
  readonly customer: Customer;
  readonly requestId?: string;
}

/** @throws {BillingError} with the kind of what went wrong; whether something is written is its caller's to say */
export async function readCustomer(
  connection: Connection,
  ref: CustomerRef,
): Promise<CustomerRead> {
  const { provider, account } = connection;
  const { kind, reference } = ref;
  const complaint = checkReference(provider, kind, reference);
  const routes = addressing(provider, kind);
  if (complaint !== undefined || routes === undefined) {
    throw BillingError.usage(complaint === undefined ? [] : [complaint]);
  }
  const route = inDialect(provider, account, routes.read);
  const response = await answered(connection, route, reference);
  if (!isSuccess(provider, response)) {
    throw failureIn(provider, response, describeRef(ref), account);
  }

  const requestId = requestIdOf(provider, response);
  const facts = compact({ provider: provider.id, requestId });
  let native: JsonObject | undefined;
  try {
    native =
      route.matches === true
        ? onlyMatch(provider, matchesIn(provider, route, response, reference), reference)
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
    throw new BillingError("not_found", `${provider.title} has no ${describeRef(ref)}`, facts);
  }
  if (![id, decodeField(provider, native, externalIdField)].includes(reference)) {
    throw new BillingError(
      "unavailable",
      `${provider.title} answered with another customer (${id}) than was asked for (${reference})`,
      { ...facts, hint: "check baseUrl; --debug shows the answer" },
    );
  }
  return compact({ id, native, customer: decodeRecord(provider, native), requestId });
}

/** The customer; undefined where there is none. @throws {BillingError} when nobody can say */
export async function readIfThere(
  connection: Connection,
  ref: CustomerRef,
): Promise<CustomerRead | undefined> {
  try {
    return await readCustomer(connection, ref);
  } catch (error) {
    if (error instanceof BillingError && error.kind === "not_found") return undefined;
    throw error;
  }
}

/** The customer of this vendor's id, or why it could not be read. */
export async function readAgain(
  connection: Connection,
  id: string,
): Promise<CustomerRead | BillingError> {
  try {
    return await readCustomer(connection, { kind: "id", reference: id });
  } catch (error) {
    if (error instanceof BillingError) return error;
    throw error;
  }
}

/** @throws {BillingError} conflict: there are several, and nobody said which one is meant */
function onlyMatch(
  provider: Provider,
  matches: readonly JsonObject[],
  externalId: string,
): JsonObject | undefined {
  if (matches.length < 2) return matches[0];
  const ids = matches.map((record) => recordId(provider, record));
  throw new BillingError(
    "conflict",
    `${provider.title} has ${matches.length} customers with external id ${externalId}: ${ids.join(", ")}`,
    {
      provider: provider.id,
      hint: "name the one you mean by its own id, without --by external-id",
    },
  );
}

async function answered(
  { provider, account, send }: Connection,
  route: Route,
  ref: string,
): Promise<HttpResponse> {
  try {
    return await send(requestFor(provider, account, route, { ref }));
  } catch (error) {
    throw error instanceof NoAnswer ? unavailable(provider, error) : error;
  }
}

/** No whole answer came to a read: nothing can have happened. */
function unavailable(provider: Provider, cause: NoAnswer): BillingError {
  const facts = { provider: provider.id, cause };
  return cause.code === "ABORTED"
    ? new BillingError("interrupted", "interrupted", facts)
    : new BillingError("unavailable", `no usable answer from ${provider.title}: ${cause.message}`, {
        ...facts,
        hint: cause.hint ?? "check the network and baseUrl, then try again",
      });
}

/** A credential has no place in a customer's record. */
export function secretWarning(
  { title }: Provider,
  secrets: Secrets,
  record: JsonObject,
): readonly Warning[] {
  if (!secrets.isIn(record)) return [];
  const message = `the customer's record at ${title} holds a credential of this account; it is masked in whatever is shown or kept here`;
  return [{ code: "secret_in_record", message }];
}
