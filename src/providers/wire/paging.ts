/** One page of a provider's customers: the request for it, and what stands in the answer. */
import { compact } from "../../domain/compact.ts";
import type { HttpRequest, HttpResponse } from "../../domain/exchange.ts";
import {
  isJsonArray,
  isJsonObject,
  type Json,
  type JsonObject,
  printJson,
} from "../../domain/json.ts";
import { type Draft, memberAt, putMember } from "../../domain/members.ts";
import type { Account } from "../../domain/settings.ts";
import type { Provider } from "../contract.ts";
import { bodyOf, describeBody } from "./answer-body.ts";
import { Unreadable } from "./answers.ts";
import { recordId } from "./record.ts";
import { requestFor } from "./requests.ts";

/** A parameter of the request: a name in the query, or a dotted path in the body. */
export type Parameters = readonly (readonly [name: string, value: Json])[];

export interface PageAsked {
  /** Filters, as {@link Parameters}. */
  readonly chosen: Parameters;
  readonly size: number;
  /** The cursor that the page before gave, or the offset; missing for the first page. */
  readonly from?: Json;
}

export interface Page {
  readonly records: readonly JsonObject[];
  /** The cursor of the next page; missing on the last one, and where pages go by their offset. */
  readonly next?: Json;
  /** How many customers the whole list has, where the provider tells. */
  readonly total?: number;
}

/** The request for one page. Asking twice does no harm, whatever its method. */
export function pageRequest(
  provider: Provider,
  account: Account,
  { chosen, size, from }: PageAsked,
): HttpRequest {
  const { route, page, paging } = provider.list;
  const start: Parameters = from === undefined ? [] : [[paging.parameter, from]];
  const parameters: Parameters = [[page.parameter, size], ...start, ...chosen];
  const bare = { ...route, matches: true } as const;
  if (route.method === "GET") {
    const request = requestFor(provider, account, bare, { ref: "" });
    const query = parameters
      .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(inQuery(value))}`)
      .join("&");
    return { ...request, url: `${request.url}${request.url.includes("?") ? "&" : "?"}${query}` };
  }
  const body: Draft = { ...route.body };
  for (const [path, value] of parameters) putMember(body, path, value);
  return requestFor(provider, account, bare, { ref: "" }, body);
}

/**
 * @throws {Unreadable} when the answer is no page of customers
 */
export function pageIn(provider: Provider, response: HttpResponse): Page {
  const { route, paging } = provider.list;
  const body = bodyOf(response);
  const records = route.envelope === undefined ? body : memberAt(body, route.envelope);
  if (!isJsonArray(records)) throw new Unreadable(describeBody(response));
  if (!records.every(isJsonObject) || records.some((record) => !hasId(provider, record))) {
    throw new Unreadable("there is something in it that is no customer");
  }
  if (paging.style === "offset") {
    const total = memberAt(body, paging.total);
    return compact({ records, total: typeof total === "number" ? total : undefined });
  }
  const cursor = memberAt(body, paging.next);
  const next = cursor === null || cursor === "" ? undefined : cursor;
  const more = paging.more === undefined ? undefined : memberAt(body, paging.more);
  if (more === true && next === undefined) {
    throw new Unreadable(`it says that there is more, and not where: ${paging.next} is missing`);
  }
  return compact({ records, next: more === false ? undefined : next });
}

function hasId(provider: Provider, record: JsonObject): boolean {
  return recordId(provider, record) !== undefined;
}

function inQuery(value: Json): string {
  return typeof value === "string" ? value : printJson(value);
}
