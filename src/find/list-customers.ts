/** Lists a provider's customers, page after page, no faster than they are taken. */
import { BillingError } from "../domain/errors.ts";
import { type HttpResponse, NoAnswer, type Send } from "../domain/exchange.ts";
import type { JsonObject } from "../domain/json.ts";
import type { Provider } from "../providers/contract.ts";
import { requestIdOf, Unreadable } from "../providers/wire/answers.ts";
import { failureIn, isSuccess } from "../providers/wire/failures.ts";
import { type Page, pageIn, pageRequest } from "../providers/wire/paging.ts";
import { decodeRecord, recordId } from "../providers/wire/record.ts";
import type { Connection } from "../update/connection.ts";
import { type CustomerRead, readIfThere } from "../update/read-customer.ts";
import { compact } from "../domain/compact.ts";
import type { Division } from "./division.ts";
import { type CustomerFilter, passes } from "./filter.ts";
import { cursorWalk, offsetWalk, type Walk } from "./walk.ts";

export interface Wanted {
  readonly filter: CustomerFilter;
  readonly division: Division;
  /** How many customers at most; missing: all. */
  readonly limit?: number;
  /** Called after each page with how many customers the provider has listed so far. */
  readonly onPage?: (listed: number, total: number | undefined) => void;
}

/**
 * Each customer once, in the provider's order. What is created or archived meanwhile neither repeats another customer
 * nor hides one.
 *
 * @returns whether the list was followed to its end
 * @throws {BillingError} with the kind of what went wrong; what was listed before stays listed
 */
export async function* listCustomers(
  connection: Connection,
  { filter, division, limit = Number.POSITIVE_INFINITY, onPage }: Wanted,
): AsyncGenerator<CustomerRead, boolean> {
  const { provider } = connection;
  if (division.impossible.length > 0) return true;
  if (division.lookUp !== undefined) {
    const found = await readIfThere(connection, {
      kind: "external-id",
      reference: division.lookUp,
    });
    if (found !== undefined && passes(division.here, filter, found.customer, provider)) yield found;
    return true;
  }
  const { page, paging } = provider.list;
  // One more than will be taken tells whether there are more.
  const size = division.lacking.length > 0 ? page.most : Math.min(page.most, limit + 1);
  const walk: Walk = paging.style === "cursor" ? cursorWalk() : offsetWalk(size);
  let taken = 0;
  let listed = 0;
  for (let ended = false; !ended;) {
    const from = walk.next();
    const got = await readPage(connection, compact({ chosen: division.chosen, size, from }));
    const step = walk.take(
      got.page,
      got.page.records.map((record) => recordId(provider, record) ?? ""),
    );
    if ("astray" in step) throw unusable(provider, got.requestId, step.astray);
    listed += step.fresh.length;
    onPage?.(listed, got.page.total);
    ended = step.ended;
    for (const native of step.fresh) {
      const read = readOf(provider, native, got.requestId);
      if (!passes(division.here, filter, read.customer, provider)) continue;
      if (taken === limit) return false;
      yield read;
      taken += 1;
    }
    if (taken === limit) return ended;
  }
  return true;
}

function readOf(
  provider: Provider,
  native: JsonObject,
  requestId: string | undefined,
): CustomerRead {
  const id = recordId(provider, native) ?? "";
  return compact({ id, native, customer: decodeRecord(provider, native), requestId });
}

/** One page as the provider has it. @throws {BillingError} with the kind of what went wrong */
export async function readPage(
  { provider, account, send }: Connection,
  asked: Parameters<typeof pageRequest>[2],
): Promise<{ readonly page: Page; readonly requestId: string | undefined }> {
  const response = await answered(provider, send, pageRequest(provider, account, asked));
  if (!isSuccess(provider, response))
    throw failureIn(provider, response, "list of customers", account);
  const requestId = requestIdOf(provider, response);
  try {
    return { page: pageIn(provider, response), requestId };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    throw unusable(provider, requestId, error.message);
  }
}

async function answered(
  provider: Provider,
  send: Send,
  request: Parameters<Send>[0],
): Promise<HttpResponse> {
  try {
    return await send(request);
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    const facts = { provider: provider.id, cause: error };
    throw error.code === "ABORTED"
      ? new BillingError("interrupted", "interrupted while customers were listed", facts)
      : new BillingError(
          "unavailable",
          `no usable answer from ${provider.title}: ${error.message}`,
          { ...facts, hint: "check the network and baseUrl, then try again" },
        );
  }
}

function unusable(provider: Provider, requestId: string | undefined, why: string): BillingError {
  return new BillingError(
    "unavailable",
    `${provider.title}'s answer could not be read as a list of customers: ${why}`,
    compact({
      provider: provider.id,
      requestId,
      hint: "check baseUrl; --debug shows the answer",
    }),
  );
}
