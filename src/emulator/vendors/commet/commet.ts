/**
 * Commet, read from its page "Update customer" (commet.co/es/docs/api-reference/customers), its node SDK 7.10.0 and
 * commet-labs/commet of 2026-08-20. The server is closed; what no document states is a switch.
 */
import { compact } from "../../../domain/compact.ts";
import { type Json, type JsonObject, parseJson } from "../../../domain/json.ts";
import { type Draw, millisecondsToFull, secondsToNext } from "../../limits/token-bucket.ts";
import { answer } from "../../server/answer.ts";
import { findRoute, type Route } from "../../server/routes.ts";
import { isoDate, own } from "../../state/records.ts";
import { stateOf } from "../../state/state.ts";
import type { Vendor, VendorAnswer, VendorCall, VendorWorld } from "../../vendor.ts";
import { createBatch } from "./batch.ts";
import {
  type CommetCall,
  createCustomer,
  readCustomer,
  type Result,
  updateCustomer,
} from "./customers.ts";
import { refusalOf, refusalWith, sayRefusal } from "./errors.ts";
import { once } from "./idempotency.ts";
import { listCustomers } from "./list.ts";
import { commetCustomers } from "./seed.ts";
import { type Contract, contractOf } from "./versions.ts";

/** Each key belongs to an organisation; its mode cannot be read off the prefix (create-api-key.md). */
interface Key {
  readonly livemode: boolean;
  /** What a restricted key may do; a change takes both. */
  readonly may: readonly ("read" | "write")[];
}

const sandboxKey = "ck_sandbox_emulator_4f1c09d27ab3";
const keys: Readonly<Record<string, Key>> = {
  [sandboxKey]: { livemode: false, may: ["read", "write"] },
  ck_emulator_e80b5527c1d9: { livemode: true, may: ["read", "write"] },
  rk_sandbox_emulator_both_51c7: { livemode: false, may: ["read", "write"] },
  rk_sandbox_emulator_read_92e4: { livemode: false, may: ["read"] },
  rk_sandbox_emulator_write_07ad: { livemode: false, may: ["write"] },
};

/** The version whose field set the page "Update customer" shows. */
const organisationPin = "2026-06-10";

const routes: readonly Route<CommetCall, VendorAnswer>[] = [
  ["GET", "/customers", sayPage],
  // A client that forgets to fill in the id asks for `/customers/` and reads the list.
  ["GET", "/customers/", sayPage],
  ["POST", "/customers/batch", (call) => write(call, (body) => sayBatch(call, body))],
  [
    "POST",
    "/customers",
    (call) => write(call, (body) => sayResult(createCustomer(call, body), call.contract)),
  ],
  ["GET", "/customers/:id", (call, id) => sayResult(readCustomer(call, id), call.contract)],
  ["PUT", "/customers/:id", update],
  ["PATCH", "/customers/:id", update],
];

export const commet: Vendor = {
  id: "commet",
  title: "Commet",
  basePath: "/api/v1",
  demoSettings: { apiKey: sandboxKey },
  switches: {
    pin: {
      default: organisationPin,
      help: "API version of the organisation, for requests without commet-version",
    },
    replaceMetadata: { default: true, help: "metadata that is sent replaces the whole stored map" },
    nulls: {
      default: "ignore",
      help: "what becomes of null: ignore (answered 200, nothing changes), refuse (422) or clear",
    },
    refuseUnknown: {
      default: false,
      help: "unknown fields are answered 422, not dropped silently",
    },
    timezoneDefault: {
      default: false,
      help: "PUT without timezone resets it to UTC at every version, as the pages before 2026-05-25 say",
    },
    slowKeys: {
      default: false,
      help: "an idempotency key repeated within two seconds is answered idempotency_in_progress",
    },
  },
  updated: { field: "updatedAt", print: isoDate },
  seed: () => stateOf(commetCustomers),
  made: { prefix: "cus_", digits: 6, externalId: "externalId", name: "fullName" },
  limiting: { headers: refusedHeaders },
  handle(call) {
    const contract = contractAsked(call);
    return withRequestId(answerTo(call, contract), call.world);
  },
  fault: (status, call) =>
    withRequestId(sayRefusal(refusalWith(status), contractAsked(call)), call.world),
};

function answerTo(call: VendorCall, contract: Contract): VendorAnswer {
  const key = own(keys, call.headers["x-api-key"] ?? "");
  if (key === undefined) return sayRefusal(refusalOf("unauthorized"), contract);
  const route = findRoute(routes, call.method, call.path);
  if (route === undefined) return sayRefusal(refusalOf("not_found"), contract);
  const needs = call.method === "GET" ? (["read"] as const) : (["read", "write"] as const);
  return needs.every((right) => key.may.includes(right))
    ? route.act({ ...call, contract, livemode: key.livemode })
    : sayRefusal(refusalOf("forbidden"), contract);
}

/** With 429 only; the documents name `RateLimit-*` and no more (docs/errors/rate_limited.md), so it is the IETF draft's. */
function refusedHeaders(draw: Draw): Readonly<Record<string, string>> {
  if (draw.allowed) return {};
  return {
    "Retry-After": String(secondsToNext(draw)),
    "RateLimit-Limit": String(draw.size.capacity),
    "RateLimit-Remaining": String(Math.floor(draw.bucket.tokens)),
    "RateLimit-Reset": String(Math.ceil(millisecondsToFull(draw) / 1000)),
  };
}

function contractAsked({ headers, switches }: VendorCall): Contract {
  return contractOf(headers["commet-version"], String(switches["pin"] ?? organisationPin));
}

function withRequestId(result: VendorAnswer, world: VendorWorld): VendorAnswer {
  const requestId = `req_${world.uuid().replaceAll("-", "")}`;
  return { ...result, headers: { ...result.headers, "x-request-id": requestId } };
}

function update(call: CommetCall, id: string): VendorAnswer {
  if (call.method !== call.contract.updateMethod) {
    return sayRefusal(refusalOf("endpoint_not_available"), call.contract);
  }
  return write(call, (body) => sayResult(updateCustomer(call, body, id), call.contract));
}

function write(call: CommetCall, act: (body: Json) => VendorAnswer): VendorAnswer {
  let payload: Json;
  try {
    payload = parseJson(call.body);
  } catch {
    return sayRefusal(refusalOf("invalid_json"), call.contract);
  }
  return once(call, payload, () => act(payload));
}

function sayBatch(call: CommetCall, body: Json): VendorAnswer {
  const { contract } = call;
  const result = createBatch(call, body);
  if (result.refusal !== undefined) return sayRefusal(result.refusal, contract);
  const { batch } = result;
  return answer(200, contract.wrapped ? { success: true, data: batch } : batch);
}

function sayResult(result: Result, contract: Contract): VendorAnswer {
  if (result.refusal !== undefined) return sayRefusal(result.refusal, contract);
  const data = shown(result.customer, contract);
  return answer(result.status, contract.wrapped ? { success: true, data } : data);
}

function sayPage(call: CommetCall): VendorAnswer {
  const { contract } = call;
  const page = listCustomers(call);
  if (page.refusal !== undefined) return sayRefusal(page.refusal, contract);
  const { customers, nextCursor } = page;
  const body = {
    ...(contract.wrapped ? { success: true } : { object: "list" }),
    data: customers.map((customer) => shown(customer, contract)),
    hasMore: nextCursor !== undefined,
    nextCursor,
  };
  return answer(200, compact(body));
}

function shown(customer: JsonObject, { shown: names, emailName }: Contract): JsonObject {
  return Object.fromEntries(
    names.map((name) => [name === "email" ? emailName : name, customer[name] ?? null]),
  );
}
