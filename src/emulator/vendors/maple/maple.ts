/** Maple Billing, read from docs.maplebilling.com. */
import { invalidField } from "../../checks.ts";
import { bearerOf } from "../../server/answer.ts";
import { recallAnswer, rememberAnswer } from "../../server/remembered-answers.ts";
import { findRoute, type Route } from "../../server/routes.ts";
import { isoDate } from "../../state/records.ts";
import { stateOf } from "../../state/state.ts";
import type { Vendor, VendorAnswer, VendorCall } from "../../vendor.ts";
import { createCustomer, readCustomer, startManaging, updateCustomer } from "./customers.ts";
import * as errors from "./errors.ts";
import { findCustomers } from "./find.ts";
import { mapleCompanyId, mapleCustomers } from "./seed.ts";

const demoToken = "demo-maple-token";

const base = "/companies/:companyId/customers";
const routes: readonly Route<VendorCall, VendorAnswer>[] = [
  ["POST", base, createCustomer],
  ["POST", `${base}/find`, findCustomers],
  ["GET", `${base}/:key`, readCustomer],
  ["PATCH", `${base}/:key`, updateCustomer],
  ["PATCH", `${base}/:key/start_managing`, startManaging],
];

export const maple: Vendor = {
  id: "maple",
  title: "Maple Billing",
  basePath: "/api/v1",
  demoSettings: { token: demoToken, companyId: mapleCompanyId },
  switches: {
    mergeMetadata: { default: false, help: "PATCH keeps the metadata keys it does not name" },
    mergeAddress: { default: false, help: "PATCH keeps the members of address it does not name" },
    nullClears: { default: true, help: "null clears a field; off, it is ignored" },
    rejectUnknownKeys: {
      default: false,
      help: "a key the documents do not have is refused; off, it is dropped in silence",
    },
    patchBillingEmails: {
      default: false,
      help: "PATCH takes billing_emails, which one client sends and no document has",
    },
    refuseManagedExternally: {
      default: false,
      help: "PATCH of an externally managed customer is refused until start_managing",
    },
  },
  updated: { field: "updated_at", print: isoDate },
  seed: () => stateOf(mapleCustomers),
  made: { prefix: "cus_", digits: 8, externalId: "identifier", name: "name" },
  handle(call) {
    const route = findRoute(routes, call.method, call.path);
    if (route === undefined) return errors.refuse("noRoute");
    // Also what a token without a right to the company gets.
    if (bearerOf(call) !== demoToken || route.parameters[0] !== mapleCompanyId) {
      return errors.refuse("unauthorized");
    }
    return answerOnce(call, () => route.act(call));
  },
  fault(status, call) {
    const error = errors.errorWith(status);
    return remembered.has(status) ? answerOnce(call, () => error) : error;
  },
  replay(call) {
    const earlier = maple.handle({ ...call, method: "GET", body: "" });
    return { ...earlier, headers: replayed(call.headers["idempotency-key"] ?? "") };
  },
};

/** Errors of the work itself, which a key keeps for its day; others come before a key is looked at. */
const remembered: ReadonlySet<number> = new Set([400, 404, 422, 500]);

function replayed(key: string): Readonly<Record<string, string>> {
  return { "Idempotency-Key": key, "Idempotency-Used": "true" };
}

/**
 * The first answer under a key is given again for 24 hours, whatever it was and whatever the request says now: a
 * reused key drops the new change (docs.maplebilling.com/pages/guides/request-idempotency).
 */
function answerOnce(
  { method, headers, state, world }: VendorCall,
  run: () => VendorAnswer,
): VendorAnswer {
  const key = headers["idempotency-key"];
  if (key === undefined || method === "GET") return run();
  if (key.length > 64) {
    return errors.invalid([invalidField("Idempotency-Key", "must have at most 64 characters")]);
  }
  const kept = recallAnswer(key, state, world);
  if (kept !== undefined) {
    return { status: kept.status, headers: replayed(key), body: { json: kept.json } };
  }
  const first = run();
  rememberAnswer(key, first, null, state, world);
  return { ...first, headers: { ...first.headers, "Idempotency-Key": key } };
}
