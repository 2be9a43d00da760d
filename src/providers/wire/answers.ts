/** The provider's answers that say yes: a record, or a list of them. */
import type { HttpResponse } from "../../domain/exchange.ts";
import { externalIdField } from "../../domain/fields.ts";
import { isJsonArray, isJsonObject, type JsonObject } from "../../domain/json.ts";
import { memberAt } from "../../domain/members.ts";
import type { Provider } from "../contract.ts";
import type { Route } from "../route.ts";
import { bodyOf, describeBody, firstText } from "./answer-body.ts";
import { decodeField, recordId } from "./record.ts";

/** The answer came whole but is not what the provider documents; for a write it proves nothing. */
export class Unreadable extends Error {
  override readonly name = "Unreadable";
}

/** The provider's id of the request, from the answer's body or headers. */
export function requestIdOf(provider: Provider, response: HttpResponse): string | undefined {
  const body = bodyOf(response);
  return (
    firstText(body, [...provider.errors.requestId, "request_id"]) ??
    provider.requestIdHeaders.map((name) => response.headers[name]).find((id) => id !== undefined)
  );
}

/**
 * The record in a successful answer.
 *
 * @throws {Unreadable} when there is none
 */
export function recordIn(provider: Provider, route: Route, response: HttpResponse): JsonObject {
  const body = bodyOf(response);
  if (body === undefined) throw new Unreadable(describeBody(response));
  const held = route.envelope === undefined ? body : memberAt(body, route.envelope);
  if (!isJsonObject(held) || recordId(provider, held) === undefined) {
    throw new Unreadable(
      `no customer in it${route.envelope === undefined ? "" : ` under "${route.envelope}"`}`,
    );
  }
  return held;
}

/**
 * The records among a look-up's matches that really carry the external id, each once.
 *
 * @throws {Unreadable} when the answer is no list
 */
export function matchesIn(
  provider: Provider,
  route: Route,
  response: HttpResponse,
  externalId: string,
): readonly JsonObject[] {
  const body = bodyOf(response);
  const list = route.envelope === undefined ? body : memberAt(body, route.envelope);
  if (!isJsonArray(list)) throw new Unreadable(describeBody(response));
  const byId = new Map<string, JsonObject>();
  for (const record of list.filter(isJsonObject)) {
    const id = recordId(provider, record);
    if (id === undefined || byId.has(id)) continue;
    if (decodeField(provider, record, externalIdField) === externalId) byId.set(id, record);
  }
  return [...byId.values()];
}
