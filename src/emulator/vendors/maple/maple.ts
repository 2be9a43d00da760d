/** Maple Billing, read from docs.maplebilling.com. */
import type {
  VendorAnswer,
  VendorRequest,
  VendorState,
  VendorWorld,
  Switches,
} from "../../vendor.ts";
import type { Vendor } from "../../vendor.ts";
import { createCustomer, readCustomer, startManaging, updateCustomer } from "./customers.ts";
import * as errors from "./errors.ts";
import { findCustomers } from "./find.ts";
import { mapleCompanyId, mapleCustomers } from "./seed.ts";
import { matchPath } from "../../server/path-pattern.ts";
import { isoDate, padded, stateOf } from "../../state/records.ts";
import { recallAnswer, rememberAnswer } from "../../server/remembered-answers.ts";

const demoToken = "demo-maple-token";

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
  numbered: (n) => ({
    id: `cus_${padded(n, 8)}`,
    identifier: `acct-${padded(n, 6)}`,
    name: `Customer ${padded(n, 6)}`,
  }),
  handle(request, state, world, switches) {
    const route = findRoute(request, state, world, switches);
    if (route === undefined) return errors.noRoute;
    const bearer = /^Bearer (\S+)$/iu.exec(request.headers["authorization"] ?? "")?.[1];
    if (bearer !== demoToken || route.companyId !== mapleCompanyId) return errors.unauthorized;
    const key = request.headers["idempotency-key"];
    if (key === undefined || request.method === "GET") return route.run();
    return answerOnce(key, route.run, state, world);
  },
  fault(status, { method, headers }, state, world) {
    const key = headers["idempotency-key"];
    const error = errors.errorWith(status);
    if (key === undefined || method === "GET" || !remembered.has(status)) return error;
    return answerOnce(key, () => error, state, world);
  },
  replay(request, state, world, switches) {
    const key = request.headers["idempotency-key"] ?? "";
    const asRead = { ...request, method: "GET", body: "" };
    const earlier = maple.handle(asRead, state, world, switches);
    return { ...earlier, headers: replayed(key) };
  },
};

/** Errors of the work itself, which a key keeps for its day; others are said before a key is looked at. */
const remembered: ReadonlySet<number> = new Set([400, 404, 422, 500]);

function replayed(key: string): Readonly<Record<string, string>> {
  return { "Idempotency-Key": key, "Idempotency-Used": "true" };
}

/**
 * The first answer under a key is given again for 24 hours, whatever it was and whatever the request says now: a
 * reused key drops the new change (docs.maplebilling.com/pages/guides/request-idempotency).
 */
function answerOnce(
  key: string,
  run: () => VendorAnswer,
  state: VendorState,
  world: VendorWorld,
): VendorAnswer {
  if (key.length > 64) {
    const reason = "must have at most 64 characters";
    return errors.invalid([{ field: "Idempotency-Key", kind: "invalid", reason }]);
  }
  const kept = recallAnswer(key, state, world);
  if (kept !== undefined) {
    return { status: kept.status, headers: replayed(key), body: { json: kept.json } };
  }
  const first = run();
  rememberAnswer(key, first, null, state, world);
  return { ...first, headers: { ...first.headers, "Idempotency-Key": key } };
}

interface Route {
  readonly companyId: string;
  readonly run: () => VendorAnswer;
}

function findRoute(
  { method, path, body }: VendorRequest,
  state: VendorState,
  world: VendorWorld,
  switches: Switches,
): Route | undefined {
  const base = "/companies/:companyId/customers";
  const all = matchPath(base, path);
  if (all !== undefined) {
    if (method !== "POST") return undefined;
    return route(all, () => createCustomer(body, state, world, switches));
  }
  const find = matchPath(`${base}/find`, path);
  if (find !== undefined && method === "POST") {
    return route(find, () => findCustomers(body, state));
  }
  const one = matchPath(`${base}/:key`, path);
  if (one !== undefined) {
    const key = one["key"] ?? "";
    if (method === "GET") return route(one, () => readCustomer(key, state));
    if (method !== "PATCH") return undefined;
    return route(one, () => updateCustomer(key, body, state, world, switches));
  }
  const managed = matchPath(`${base}/:key/start_managing`, path);
  if (managed === undefined || method !== "PATCH") return undefined;
  return route(managed, () => startManaging(managed["key"] ?? "", state, world));
}

function route(parameters: Readonly<Record<string, string>>, run: () => VendorAnswer): Route {
  return { companyId: parameters["companyId"] ?? "", run };
}
