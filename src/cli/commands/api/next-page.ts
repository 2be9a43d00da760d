/** From one page of any of the provider's lists to the next: they go the way of its customers. */
import { BillingError } from "../../../domain/errors.ts";
import type { HttpRequest } from "../../../domain/exchange.ts";
import {
  isJsonArray,
  isJsonObject,
  type Json,
  parseJson,
  printJson,
  sameJson,
} from "../../../domain/json.ts";
import { type Draft, memberAt, putMember } from "../../../domain/members.ts";
import type { Provider } from "../../../providers/contract.ts";

/**
 * The request for the page after this one; undefined after the last.
 *
 * @param page the answer to `request`
 * @throws {BillingError} unavailable: the list leads back to the same page
 */
export function nextPage(
  provider: Provider,
  request: HttpRequest,
  page: Json,
): HttpRequest | undefined {
  const { paging, route } = provider.list;
  const before = parameterOf(request, paging.parameter);
  let from: Json | undefined;
  if (paging.style === "cursor") {
    const next = memberAt(page, paging.next);
    const isLast = paging.more !== undefined && memberAt(page, paging.more) !== true;
    from = isLast || next === null || next === "" ? undefined : next;
  } else {
    const items = route.envelope === undefined ? page : memberAt(page, route.envelope);
    const count = isJsonArray(items) ? items.length : 0;
    const reached = Number(before ?? 0) + count;
    const total = memberAt(page, paging.total);
    from = count > 0 && typeof total === "number" && reached < total ? reached : undefined;
  }
  if (from === undefined) return undefined;
  if (before !== undefined && sameJson(before, from)) {
    throw new BillingError("unavailable", "the list leads back to the same page", {
      provider: provider.id,
    });
  }
  return withParameter(request, paging.parameter, from);
}

function parameterOf(request: HttpRequest, name: string): Json | undefined {
  if (request.method === "POST") return memberAt(parseJson(request.body ?? "{}"), name);
  return new URL(request.url).searchParams.get(name) ?? undefined;
}

function withParameter(request: HttpRequest, name: string, value: Json): HttpRequest {
  if (request.method === "POST") {
    const body = parseJson(request.body ?? "{}");
    const draft: Draft = isJsonObject(body) ? { ...body } : {};
    putMember(draft, name, value);
    const headers = { ...request.headers, "content-type": "application/json" };
    return { ...request, headers, body: printJson(draft) };
  }
  const url = new URL(request.url);
  url.searchParams.set(name, typeof value === "string" ? value : printJson(value));
  return { ...request, url: url.href };
}
