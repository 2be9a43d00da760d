/** What the answer to an update that was sent proves. One pure decision, by tables. */
import type { BillingError } from "../../domain/errors.ts";
import type { HttpResponse } from "../../domain/exchange.ts";
import type { JsonObject } from "../../domain/json.ts";
import type { Account } from "../../domain/settings.ts";
import type { Provider } from "../contract.ts";
import type { Route } from "../route.ts";
import { recordIn, Unreadable } from "./answers.ts";
import { failureIn, hasSuccessStatus, isOwnError, isSuccess } from "./failures.ts";
import { recordId } from "./record.ts";

/**
 * How a refusal stands. `refused`: the vendor looked at the request, or turned it away unseen, and did not carry it out.
 * `locked-out`: it did not take the credential, so that nobody can look either.
 */
export type Standing = "refused" | "locked-out";

export type WriteAnswer =
  | { readonly kind: "refused"; readonly standing: Standing; readonly error: BillingError }
  | {
      readonly kind: "success";
      readonly record: JsonObject;
      /** It is only promised, to be stored later. */
      readonly isLate: boolean;
    }
  | {
      readonly kind: "unclear";
      readonly why: string;
      /** What it said, where it was an error. */
      readonly error?: BillingError;
    };

/**
 * What the vendor's own error proves, by its status. Every other status proves nothing, whatever comes with it: who
 * fails over a request may have got somewhere with it, and a gateway ran out of patience, or points elsewhere, after
 * the request was passed on.
 */
const standings: Readonly<Record<number, Standing>> = {
  400: "refused",
  401: "locked-out",
  402: "refused",
  403: "locked-out",
  404: "refused",
  409: "refused",
  412: "refused",
  413: "refused",
  422: "refused",
  429: "refused",
};

/** What the update was about. */
interface Asked {
  /** Of the customer; missing: it has none yet. */
  readonly id?: string | undefined;
  /** Names it in a refusal: `customer cus_1`. */
  readonly subject: string;
  readonly account?: Account;
}

export function writeAnswer(
  provider: Provider,
  route: Route,
  response: HttpResponse,
  { id, subject, account }: Asked,
): WriteAnswer {
  if (isSuccess(provider, response)) return successIn(provider, route, response, id);
  const error = failureIn(provider, response, subject, account);
  const standing = standingOf(provider, response, error);
  return standing === undefined
    ? { kind: "unclear", why: error.message, error }
    : { kind: "refused", standing, error };
}

/** Whether an answer that is no success proves that what was sent was not carried out. */
export function isProvenRefusal(provider: Provider, response: HttpResponse): boolean {
  return standingOf(provider, response, failureIn(provider, response, "")) !== undefined;
}

function standingOf(
  provider: Provider,
  response: HttpResponse,
  error: BillingError,
): Standing | undefined {
  const { status } = response;
  // Being turned away is HTTP's own business: gateways say it in words of their own, and it is sent again on the same ground.
  if (status !== 429 && !isOwnError(provider, response)) return undefined;
  if (hasSuccessStatus(response)) return standingInSuccess(error);
  return provider.errors.refusals?.includes(status) === true ? "refused" : standings[status];
}

/** Of an error with a status of success, by what it says. */
function standingInSuccess({ kind }: BillingError): Standing | undefined {
  if (kind === "unavailable") return undefined;
  return kind === "auth" ? "locked-out" : "refused";
}

function successIn(
  provider: Provider,
  route: Route,
  response: HttpResponse,
  id: string | undefined,
): WriteAnswer {
  try {
    const record = recordIn(provider, route, response);
    const about = recordId(provider, record);
    return id === undefined || about === id
      ? { kind: "success", record, isLate: response.status === 202 }
      : { kind: "unclear", why: `the answer is about another customer (${about ?? "none"})` };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { kind: "unclear", why: error.message };
  }
}
