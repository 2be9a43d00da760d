/** Kirim, read from docs.kirimdev.com. */
import type { JsonObject } from "../../../domain/json.ts";
import { answer } from "../../server/answer.ts";
import { crockfordId } from "../../crockford.ts";
import { archiveCustomer, createCustomer, readCustomer, updateCustomer } from "./customers.ts";
import type { KirimResult } from "./customers.ts";
import * as errors from "./errors.ts";
import type { KirimError } from "./errors.ts";
import { listCustomers } from "./list.ts";
import { bucketKeys, emptyBucket, kirimLimiting, takeToken } from "./rate-limit.ts";
import { kirimCustomers } from "./seed.ts";
import { matchPath } from "../../server/path-pattern.ts";
import { isoDate, padded, stateOf } from "../../state/records.ts";
import { recallAnswer, rememberAnswer } from "../../server/remembered-answers.ts";
import type {
  Switches,
  Vendor,
  VendorAnswer,
  VendorRequest,
  VendorState,
  VendorWorld,
} from "../../vendor.ts";

/** `kdv_test_` and 24 characters, as the vendor's keys are built. */
const demoKey = "kdv_test_demoKeyOfTheEmulator0000";

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
  numbered: (n) => ({ id: `cus_7J${padded(n, 24)}`, name: `Customer ${padded(n, 6)}` }),
  limiting: kirimLimiting,
  handle(request, state, world, switches) {
    const requestId = `req_${crockfordId(world)}`;
    const headers = { "X-Request-Id": requestId };
    const route = findRoute(request, state, world, switches);
    if (route === undefined) return say({ error: errors.noRoute }, requestId, headers);
    if (request.headers["authorization"] !== `Bearer ${demoKey}`) {
      return say({ error: errors.unauthorized }, requestId, headers);
    }
    if (switches["rateLimit"] !== true) {
      return answerOnce(request, () => say(route(), requestId, headers), state, world, requestId);
    }
    const verdict = takeToken(request.method, state, world);
    const told = { ...headers, ...verdict.headers };
    if (!verdict.allowed) return say({ error: errors.limited }, requestId, told);
    return answerOnce(request, () => say(route(), requestId, told), state, world, requestId);
  },
  fault(status, { method }, _state, world) {
    const requestId = `req_${crockfordId(world)}`;
    const headers = { "X-Request-Id": requestId };
    const told = status === 429 ? { ...headers, ...emptyBucket(method, world) } : headers;
    return say({ error: errors.errorWith(status) }, requestId, told);
  },
};

/** POST only: PATCH and DELETE take no notice of an Idempotency-Key (docs.kirimdev.com, "Idempotency"). */
function answerOnce(
  request: VendorRequest,
  run: () => VendorAnswer,
  state: VendorState,
  world: VendorWorld,
  requestId: string,
): VendorAnswer {
  const key = request.headers["idempotency-key"];
  if (key === undefined || request.method !== "POST") return run();
  const kept = recallAnswer(key, state, world);
  if (kept === undefined) {
    const first = run();
    rememberAnswer(key, first, request.body, state, world);
    return { ...first, headers: { ...first.headers, "Idempotent-Replayed": "false" } };
  }
  const headers = { "X-Request-Id": requestId, "Idempotent-Replayed": "true" };
  return kept.request === request.body
    ? { status: kept.status, headers, body: { json: kept.json } }
    : say({ error: errors.keyReused }, requestId, headers);
}

function say(
  result: KirimResult,
  requestId: string,
  headers: Readonly<Record<string, string>>,
): VendorAnswer {
  return "error" in result
    ? answer(result.error.status, { error: errorBody(result.error, requestId) }, headers)
    : answer(result.status, { ...result.content, request_id: requestId }, headers);
}

function errorBody({ type, code, message, param }: KirimError, requestId: string): JsonObject {
  const blamed = param === undefined ? {} : { param };
  return { type, code, message, ...blamed, request_id: requestId };
}

function findRoute(
  { method, path, query, body }: VendorRequest,
  state: VendorState,
  world: VendorWorld,
  switches: Switches,
): (() => KirimResult) | undefined {
  if (path === "/customers") {
    if (method === "GET") return () => listCustomers(query, state);
    if (method === "POST") return () => createCustomer(body, state, world, switches);
    return undefined;
  }
  const { id } = matchPath("/customers/:id", path) ?? {};
  if (id === undefined) return undefined;
  if (method === "GET") return () => readCustomer(id, state);
  if (method === "PATCH") return () => updateCustomer(id, body, state, world, switches);
  return method === "DELETE" ? () => archiveCustomer(id, state, world) : undefined;
}
