/** Kirim, read from docs.kirimdev.com. */
import { crockfordId } from "../../crockford.ts";
import { recallAnswer, rememberAnswer } from "../../server/remembered-answers.ts";
import { findRoute, type Route } from "../../server/routes.ts";
import { isoDate } from "../../state/records.ts";
import { stateOf } from "../../state/state.ts";
import type { Vendor, VendorAnswer, VendorCall } from "../../vendor.ts";
import { archiveCustomer, createCustomer, readCustomer, updateCustomer } from "./customers.ts";
import { errorOf, errorWith, type KirimResult, sayResult } from "./errors.ts";
import { listCustomers } from "./list.ts";
import { bucketKeys, emptyBucket, headersOf, kirimLimiting, takeToken } from "./rate-limit.ts";
import { kirimCustomers } from "./seed.ts";

/** `kdv_test_` and 24 characters, as the vendor's keys are built. */
const demoKey = "kdv_test_demoKeyOfTheEmulator0000";

const routes: readonly Route<VendorCall, KirimResult>[] = [
  ["GET", "/customers", listCustomers],
  ["POST", "/customers", createCustomer],
  ["GET", "/customers/:id", readCustomer],
  ["PATCH", "/customers/:id", updateCustomer],
  ["DELETE", "/customers/:id", archiveCustomer],
];

export const kirim: Vendor = {
  id: "kirim",
  title: "Kirim",
  basePath: "/v1",
  demoSettings: { apiKey: demoKey },
  volatile: bucketKeys,
  switches: {
    mergeMetadata: { default: false, help: "PATCH keeps the metadata keys it does not name" },
    collapseName: { default: true, help: "runs of white space in name become one blank" },
    rejectUnknownKeys: {
      default: false,
      help: "a key the documents do not have is refused; off, it is dropped in silence",
    },
    changeArchived: {
      default: true,
      help: "PATCH changes an archived customer, its status too; off, it answers 409",
    },
    createStatus: { default: "201", help: "status of a successful POST: 201 or 200" },
    rateLimit: { default: true, help: "60 writes and 600 reads a minute, then 429" },
  },
  updated: { field: "updated_at", print: isoDate },
  seed: () => stateOf(kirimCustomers),
  made: { prefix: "cus_7J", digits: 24, name: "name" },
  limiting: kirimLimiting,
  handle(call) {
    const requestId = `req_${crockfordId(call.world)}`;
    const headers = { "X-Request-Id": requestId };
    const route = findRoute(routes, call.method, call.path);
    if (route === undefined) return sayResult({ error: errorOf("noRoute") }, requestId, headers);
    if (call.headers["authorization"] !== `Bearer ${demoKey}`) {
      return sayResult({ error: errorOf("unauthorized") }, requestId, headers);
    }
    const draw = call.switches["rateLimit"] === true ? takeToken(call) : undefined;
    const all = { ...headers, ...(draw && headersOf(draw)) };
    if (draw?.allowed === false) return sayResult({ error: errorOf("limited") }, requestId, all);
    return answerOnce(call, requestId, () => sayResult(route.act(call), requestId, all));
  },
  fault(status, call) {
    const requestId = `req_${crockfordId(call.world)}`;
    const bucket = status === 429 ? emptyBucket(call) : {};
    const headers = { "X-Request-Id": requestId, ...bucket };
    return sayResult({ error: errorWith(status) }, requestId, headers);
  },
};

/** POST only: PATCH and DELETE take no notice of an Idempotency-Key (docs.kirimdev.com, "Idempotency"). */
function answerOnce(call: VendorCall, requestId: string, run: () => VendorAnswer): VendorAnswer {
  const { method, body, state, world } = call;
  const key = call.headers["idempotency-key"];
  if (key === undefined || method !== "POST") return run();
  const kept = recallAnswer(key, state, world);
  if (kept === undefined) {
    const first = run();
    rememberAnswer(key, first, body, state, world);
    return { ...first, headers: { ...first.headers, "Idempotent-Replayed": "false" } };
  }
  const headers = { "X-Request-Id": requestId, "Idempotent-Replayed": "true" };
  return kept.request === body
    ? { status: kept.status, headers, body: { json: kept.json } }
    : sayResult({ error: errorOf("keyReused") }, requestId, headers);
}
