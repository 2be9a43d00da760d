/** The provider's answers: a record, or an error with everything it said. */
import type { Account } from "../../domain/settings.ts";
import { compact } from "../../domain/compact.ts";
import { BillingError, type ErrorKind, type ProviderFailure } from "../../domain/errors.ts";
import type { HttpResponse } from "../../domain/exchange.ts";
import { externalIdField } from "../../domain/fields.ts";
import {
  isJsonArray,
  isJsonObject,
  type Json,
  type JsonObject,
  parseJson,
  printJson,
} from "../../domain/json.ts";
import type { Provider } from "../contract.ts";
import type { Route } from "../route.ts";
import { entryAt, memberAt } from "../../domain/members.ts";
import { deepestAnswer, isTooDeep } from "./nesting.ts";
import { decodeField, recordId } from "./record.ts";

/** The answer came whole but is not what the provider documents; for a write it proves nothing. */
export class Unreadable extends Error {
  override readonly name = "Unreadable";
}

const kindsByStatus: Readonly<Record<number, ErrorKind>> = {
  401: "auth",
  403: "auth",
  404: "not_found",
  408: "unavailable",
  425: "unavailable",
  429: "unavailable",
};

export function isSuccess(response: HttpResponse): boolean {
  return response.status >= 200 && response.status < 300;
}

/** The provider's id of the request, from the answer's body or headers. */
export function requestIdOf(provider: Provider, response: HttpResponse): string | undefined {
  const body = bodyOf(response);
  return (
    firstString(body, [...provider.errors.requestId, "request_id"]) ??
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
 * The one record among a look-up's matches that really carries the external id.
 *
 * @returns undefined when none does
 * @throws {Unreadable} when the answer is no list
 */
export function matchIn(
  provider: Provider,
  route: Route,
  response: HttpResponse,
  externalId: string,
): JsonObject | undefined {
  const body = bodyOf(response);
  const list = route.envelope === undefined ? body : memberAt(body, route.envelope);
  if (!isJsonArray(list)) throw new Unreadable(describeBody(response));
  return list.filter(isJsonObject).find((record) => {
    const held = decodeField(provider, record, externalIdField);
    return held === externalId && recordId(provider, record) !== undefined;
  });
}

/** The error for an answer that is not a success. `subject` names what was asked for: `customer cus_1`. */
export function failureIn(
  provider: Provider,
  response: HttpResponse,
  subject: string,
  account?: Pick<Account, "secrets" | "origins">,
): BillingError {
  const { errors } = provider;
  const body = bodyOf(response);
  const { status } = response;
  const code = firstString(body, errors.code);
  const message = firstString(body, errors.message);
  const details = detailLines(body, errors.details);
  const kind = entryAt(errors.kinds, code ?? "") ?? kindOf(status);
  const providerError: ProviderFailure = compact({
    status,
    code,
    type: firstString(body, errors.type),
    message,
    param: firstString(body, errors.param),
    details: details.length === 0 ? undefined : details,
  });
  const said = message ?? describeBody(response);
  return new BillingError(
    kind,
    `${headline(provider, kind, status, subject)}: ${said}`,
    compact({
      provider: provider.id,
      providerError,
      requestId: requestIdOf(provider, response),
      hint: entryAt(errors.hints, code ?? "") ?? hintFor(kind, response, body, account),
    }),
  );
}

function kindOf(status: number): ErrorKind {
  const known = kindsByStatus[status];
  if (known !== undefined) return known;
  return status >= 400 && status < 500 ? "rejected" : "unavailable";
}

function headline(provider: Provider, kind: ErrorKind, status: number, subject: string): string {
  if (kind === "auth") return `${provider.title} refused the credential (${status})`;
  if (kind === "not_found") return `${provider.title} has no ${subject} (${status})`;
  if (kind === "rejected") return `${provider.title} refused the request (${status})`;
  if (status === 429) return `${provider.title} is limiting requests (429)`;
  return `${provider.title} answered ${status}`;
}

function hintFor(
  kind: ErrorKind,
  response: HttpResponse,
  body: Json | undefined,
  account: Pick<Account, "secrets" | "origins"> | undefined,
): string | undefined {
  if (response.status >= 300 && response.status < 400) {
    return "redirects are not followed, so that a credential never leaves its host: check baseUrl";
  }
  if (kind === "auth" && response.status === 401) {
    const used = Object.keys(account?.secrets ?? {}).flatMap((name) => {
      const look = account?.origins[name]?.look;
      return look === undefined ? [] : [`${name} in ${look}`];
    });
    return `check ${used.length === 0 ? "the credential in the configuration" : used.join(", ")}`;
  }
  if (kind === "auth") return "the credential is known but may not do this";
  if (kind === "not_found" && body === undefined) {
    return "the answer does not come from the customers API: check baseUrl";
  }
  if (response.status === 429) return "wait a little, then run the command again";
  return undefined;
}

/** Every answer is asked more than once. */
const bodies = new WeakMap<HttpResponse, { readonly json: Json | undefined }>();

/** The answer as JSON; undefined where it is none. */
export function bodyOf(response: HttpResponse): Json | undefined {
  const body = bodies.get(response) ?? { json: tryJson(response.body) };
  bodies.set(response, body);
  return body.json;
}

function tryJson(text: string): Json | undefined {
  if (isTooDeep(text)) return undefined;
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

/** What an answer without a readable message is. */
export function describeBody(response: HttpResponse): string {
  const type = response.headers["content-type"]?.split(";", 1)[0]?.trim();
  const size = new TextEncoder().encode(response.body).length;
  if (size === 0) return "the answer was empty";
  if (isTooDeep(response.body)) return `the answer was nested deeper than ${deepestAnswer} levels`;
  if (bodyOf(response) !== undefined) return "the answer had an unknown shape";
  return `the answer was not JSON (${type ?? "no content type"}, ${size} bytes)`;
}

function firstString(body: Json | undefined, paths: readonly string[]): string | undefined {
  for (const path of paths) {
    const value = memberAt(body, path);
    if (typeof value === "string" && value !== "") return value;
  }
  return undefined;
}

function detailLines(body: Json | undefined, paths: readonly string[]): readonly string[] {
  for (const path of paths) {
    const value = memberAt(body, path);
    if (isJsonArray(value)) return value.map(detailLine);
    if (isJsonObject(value)) {
      return Object.entries(value).map(
        ([name, held]) => `${name}: ${typeof held === "string" ? held : printJson(held)}`,
      );
    }
    if (typeof value === "string" && value !== "") return [value];
  }
  return [];
}

function detailLine(item: Json): string {
  const field = memberAt(item, "field");
  const message = memberAt(item, "message");
  if (typeof message !== "string") return printJson(item);
  return typeof field === "string" ? `${field}: ${message}` : message;
}
