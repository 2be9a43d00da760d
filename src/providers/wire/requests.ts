/** The provider's calls, as requests without a credential. */
import { compact } from "../../domain/compact.ts";
import type { Complaint } from "../../domain/errors.ts";
import type { HttpRequest } from "../../domain/exchange.ts";
import { isJsonObject, type Json, type JsonObject, printJson } from "../../domain/json.ts";
import type { Account } from "../../domain/settings.ts";
import type { Addressing, Dialect, Provider } from "../contract.ts";
import { shellWord } from "../../domain/text/shell-word.ts";
import type { Route } from "../route.ts";
import { idAsWritten } from "./record.ts";

/** Which of the customer's ids the caller gave. */
export type ReferenceKind = "id" | "external-id";

/** How this provider is asked by this kind of id. */
export function addressing(provider: Provider, kind: ReferenceKind): Addressing | undefined {
  return kind === "id" ? provider.byId : provider.byExternalId;
}

/** What differs because of the configured API version; undefined for the version the facts describe. */
function dialectOf(provider: Provider, account: Account): Dialect | undefined {
  if (provider.versions === undefined) return undefined;
  const version = account.values[provider.versions.setting] ?? "";
  return provider.versions.dialects.findLast((dialect) => dialect.from <= version);
}

/** The route as the configured version wants it. */
export function inDialect(provider: Provider, account: Account, route: Route): Route {
  const dialect = dialectOf(provider, account);
  if (dialect === undefined || route.method === "GET" || route.method === "POST") {
    return dialect === undefined || route.matches === true ? route : bare(route);
  }
  return { ...bare(route), ...dialect.update };
}

function bare({ envelope: _envelope, ...route }: Route): Route {
  return route;
}

/** What the caller gave, as the vendor writes it. */
export function referenceAsWritten(
  provider: Provider,
  kind: ReferenceKind,
  reference: string,
): string {
  return kind === "id" ? idAsWritten(provider, reference) : reference;
}

/**
 * Whether the text can be a customer's id here. An id never changes the route: no empty one, no dots that a URL would
 * resolve, no slash where the id is part of the path.
 */
export function checkReference(
  provider: Provider,
  kind: ReferenceKind,
  reference: string,
): Complaint | undefined {
  const location = { name: "<id>" };
  const routes = addressing(provider, kind);
  if (routes === undefined) {
    return {
      location: { name: "--by" },
      message: `${provider.title} cannot find a customer by external id`,
      ...compact({ hint: ownIdHint(provider, reference) }),
    };
  }
  if (reference.trim() === "") return { location, message: "the customer's id is empty" };
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[\u0000-\u001f\u007f]/u.test(reference) || !reference.isWellFormed()) {
    return { location, message: "the customer's id holds control characters" };
  }
  const inPath = routes.read.path.includes("{ref}") || routes.update.path.includes("{ref}");
  const unsafe = inPath && (/^\.{1,2}$/u.test(reference) || /[/\\]/u.test(reference));
  if (kind === "id" && !provider.customerId.pattern.test(reference)) {
    return {
      location,
      message: `${printJson(reference)} is not a customer id of ${provider.title}: expected ${provider.customerId.says}`,
      ...(provider.byExternalId === undefined
        ? {}
        : { hint: "if it is your own id for the customer, add --by external-id" }),
    };
  }
  if (unsafe) {
    return {
      location,
      message: `${printJson(reference)} cannot be part of ${provider.title}'s address for a customer`,
      hint: "use the provider's own id instead",
    };
  }
  return undefined;
}

/** What stands for `{ref}`, the id the caller gave, and for `{id}`, the vendor's own. */
export interface Reference {
  readonly ref: string;
  readonly id?: string;
}

/** A request for this route. */
export function requestFor(
  provider: Provider,
  account: Account,
  route: Route<string>,
  reference: Reference,
  body?: JsonObject,
): HttpRequest {
  const fill = (template: string, encode: (text: string) => string): string =>
    template.replaceAll(/\{(?<name>\w+)\}/gu, (_match, name: string) =>
      encode({ ...account.values, ...reference }[name] ?? ""),
    );
  const query = Object.entries(route.query ?? {})
    .map(([name, value]) => `${encodeURIComponent(name)}=${fill(value, encodeURIComponent)}`)
    .join("&");
  const sent = body ?? (route.body === undefined ? undefined : fillBody(route.body, fill));
  const headers: Record<string, string> = { accept: "application/json" };
  for (const [name, setting] of Object.entries(provider.headers ?? {})) {
    const value = account.values[setting];
    if (value !== undefined) headers[name] = value;
  }
  if (sent !== undefined) headers["content-type"] = "application/json";
  return compact({
    method: route.method,
    url: `${account.baseUrl}${fill(route.path, encodeURIComponent)}${query === "" ? "" : `?${query}`}`,
    headers,
    body: sent === undefined ? undefined : printJson(sent),
    repeatable: route.matches,
  });
}

function fillBody(
  template: JsonObject,
  fill: (text: string, encode: (text: string) => string) => string,
): JsonObject {
  return Object.fromEntries(
    Object.entries(template).map(([name, value]): [string, Json] => [
      name,
      typeof value === "string"
        ? fill(value, (text) => text)
        : isJsonObject(value)
          ? fillBody(value, fill)
          : value,
    ]),
  );
}

/** How to find the customer of the caller's own id where the provider does not: in the metadata, if it has any. */
export function ownIdHint(provider: Provider, reference: string): string | undefined {
  const { id, noExternalId, metadata } = provider;
  if (noExternalId === undefined || metadata === undefined) return noExternalId;
  const list = `billing customers list -p ${id} --metadata <key>=${shellWord(reference)}`;
  return `${noExternalId}; where its metadata holds it, this finds the customer: ${list}`;
}
