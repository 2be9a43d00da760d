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
 * How a refusal stands. `refused`: the vendor looked at the request and did not carry it out. `locked-out`: it did not
 * take the credential, so that nobody can look either. `turned-away`: it did not look at the request at all, and
 * another look would be turned away as well. `broken`: it failed over the request, and may have got somewhere.
 */
export type Standing = "refused" | "locked-out" | "turned-away" | "broken";

export type WriteAnswer =
  | { readonly kind: "refused"; readonly standing: Standing; readonly error: BillingError }
  | {
      readonly kind: "success";
      readonly record: JsonObject;
      /** It is only promised, to be stored later. */
      readonly isLate: boolean;
    }
  | { readonly kind: "unclear"; readonly why: string };

/**
 * What the vendor's own error proves, by its status. Every other status proves nothing, whatever comes with it: a
 * gateway gives it that ran out of patience, or points elsewhere, after the request was passed on.
 */
const standings: Readonly<Record<number, Standing>> = {
  400: "refused",
  401: "locked-out",
  402: "refused",
  403: "locked-out",
  404: "refused",
  409: "refused",
  410: "refused",
  412: "refused",
  413: "refused",
  422: "refused",
  429: "turned-away",
  500: "broken",
  501: "broken",
  503: "broken",
};

/** Of a refusal with a status of success, by what it says. */
function standingOf({ kind }: BillingError): Standing {
  if (kind === "auth") return "locked-out";
  return kind === "unavailable" ? "broken" : "refused";
}

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
  if (hasSuccessStatus(response)) return { kind: "refused", standing: standingOf(error), error };
  const standing = standings[response.status];
  // Being turned away is HTTP's own business: gateways say it in words of their own, and it is sent again on the same ground.
  const isProven = standing === "turned-away" || isOwnError(provider, response);
  return standing !== undefined && isProven
    ? { kind: "refused", standing, error }
    : { kind: "unclear", why: error.message };
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
