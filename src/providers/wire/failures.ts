/** Answers that say no: how they are told from others, and everything they said. */
import { compact } from "../../domain/compact.ts";
import { BillingError, type ErrorKind, type ProviderFailure } from "../../domain/errors.ts";
import type { HttpResponse } from "../../domain/exchange.ts";
import { isJsonObject, type Json } from "../../domain/json.ts";
import type { Account } from "../../domain/settings.ts";
import type { Provider } from "../contract.ts";
import { bodyOf, describeBody, firstText } from "./answer-body.ts";
import { requestIdOf } from "./answers.ts";
import { blamedIn } from "./blame.ts";
import { entryAt, memberAt } from "../../domain/members.ts";
import { recordId } from "./record.ts";

const kindsByStatus: Readonly<Record<number, ErrorKind>> = {
  401: "auth",
  403: "auth",
  404: "not_found",
  408: "unavailable",
  425: "unavailable",
  429: "unavailable",
  499: "unavailable",
};

/** What a vendor's own word for the sort of an error means where it comes with a status of success. */
const kindsByType: Readonly<Record<string, ErrorKind>> = {
  authentication_error: "auth",
  auth_error: "auth",
  permission_error: "auth",
  permission_denied: "auth",
  not_found: "not_found",
  not_found_error: "not_found",
  resource_not_found: "not_found",
  rate_limit_error: "unavailable",
  too_many_requests: "unavailable",
  service_unavailable: "unavailable",
  internal_error: "unavailable",
  database_error: "unavailable",
  system_error: "unavailable",
  api_error: "unavailable",
};

/** Whether the status is one of success and the body no refusal. */
export function isSuccess(provider: Provider, response: HttpResponse): boolean {
  return hasSuccessStatus(response) && !isRefusalInSuccess(provider, response);
}

export function hasSuccessStatus({ status }: HttpResponse): boolean {
  return status >= 200 && status < 300;
}

/** `{"success":false,…}`, or the vendor's error where its record should be: what it says counts, not the status. */
function isRefusalInSuccess(provider: Provider, response: HttpResponse): boolean {
  const body = bodyOf(response);
  return (
    isOwnError(provider, response) &&
    (memberAt(body, "success") === false || !holdsRecord(provider, body))
  );
}

function holdsRecord(provider: Provider, body: Json | undefined): boolean {
  const held = provider.byId.update.envelope;
  return [body, held === undefined ? undefined : memberAt(body, held)].some(
    (record) => isJsonObject(record) && recordId(provider, record) !== undefined,
  );
}

/** Whether the body is an error in the form that the vendor documents. */
export function isOwnError({ errors }: Provider, response: HttpResponse): boolean {
  const body = bodyOf(response);
  if (errors.texts?.[response.status] === response.body.trim()) return true;
  if (firstText(body, errors.telling ?? []) !== undefined) return true;
  const hasMessage = firstText(body, errors.message) !== undefined;
  if (firstText(body, errors.code) !== undefined) {
    return hasMessage || firstText(body, errors.type) !== undefined;
  }
  const isEnough =
    errors.messageAlone?.includes(response.status) === true || memberAt(body, "success") === false;
  return hasMessage && isEnough;
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
  const code = firstText(body, errors.code);
  const type = firstText(body, errors.type);
  const message = firstText(body, errors.message);
  const param = firstText(body, errors.param);
  const { details, complaints } = blamedIn(provider, body);
  const kind = entryAt(errors.kinds, code ?? "") ?? kindOf(response, type, code);
  const providerError: ProviderFailure = compact({
    status: response.status,
    code,
    type,
    message,
    param,
    details: details.length === 0 ? undefined : details,
    docUrl: firstText(body, errors.page ?? []),
  });
  const requestId = requestIdOf(provider, response);
  const hint = entryAt(errors.hints, code ?? "") ?? hintFor(kind, response, body, account);
  const said = message === undefined ? describeBody(response) : message;
  return new BillingError(kind, `${headline(provider, kind, response.status, subject)}: ${said}`, {
    provider: provider.id,
    providerError,
    complaints,
    ...(requestId === undefined ? {} : { requestId }),
    ...(hint === undefined ? {} : { hint }),
  });
}

function kindOf(response: HttpResponse, type = "", code = ""): ErrorKind {
  const { status } = response;
  if (hasSuccessStatus(response)) {
    return entryAt(kindsByType, type) ?? entryAt(kindsByType, code) ?? "rejected";
  }
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
  if (kind === "auth" && response.status !== 403) {
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
  if (response.status === 429) return `wait ${waitAskedBy(response)}, then run the command again`;
  return undefined;
}

/** As `Retry-After` says it, in seconds or as a date; it was not waited for where that is too long. */
function waitAskedBy({ headers }: HttpResponse): string {
  const asked = headers["retry-after"]?.trim() ?? "";
  if (/^\d{1,12}$/u.test(asked)) return `${asked} seconds, as the answer asks`;
  return /^[A-Z][\w ,:-]{5,40}$/u.test(asked) ? `until ${asked}, as the answer asks` : "a little";
}
