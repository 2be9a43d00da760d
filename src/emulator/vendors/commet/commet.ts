/**
 * Commet, read from its page "Update customer" (commet.co/es/docs/api-reference/customers), its node SDK 7.10.0 and
 * commet-labs/commet of 2026-08-20. The server is closed; what no document states is a switch.
 */
import { parseJson } from "../../../domain/json.ts";
import type { Json, JsonObject } from "../../../domain/json.ts";
import { answer } from "../../server/answer.ts";
import { createCustomer, readCustomer, updateCustomer } from "./customers.ts";
import type { Result, Session } from "./customers.ts";
import {
  endpointNotAvailable,
  invalidJson,
  notFound,
  refusalWith,
  sayRefusal,
  unauthorized,
} from "./errors.ts";
import { once } from "./idempotency.ts";
import { listCustomers } from "./list.ts";
import type { Page } from "./list.ts";
import { commetCustomers } from "./seed.ts";
import { contractOf } from "./versions.ts";
import type { Contract } from "./versions.ts";
import { matchPath } from "../../server/path-pattern.ts";
import { isoDate, padded, stateOf } from "../../state/records.ts";
import { millisecondsToFull, secondsToNext } from "../../limits/token-bucket.ts";
import type { Draw } from "../../limits/token-bucket.ts";
import type { Switches, Vendor, VendorAnswer, VendorRequest, VendorWorld } from "../../vendor.ts";

/** Each key belongs to an organisation; its mode cannot be read off the prefix (create-api-key.md). */
const sandboxKey = "ck_sandbox_emulator_4f1c09d27ab3";
const liveKey = "ck_emulator_e80b5527c1d9";

/** The version whose field set the page "Update customer" shows. */
const organisationPin = "2026-06-10";

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
  numbered: (n) => ({
    id: `cus_${padded(n, 6)}`,
    externalId: `acct-${padded(n, 6)}`,
    fullName: `Customer ${padded(n, 6)}`,
  }),
  limiting: { headers: refusedHeaders },
  handle(request, state, world, switches) {
    const contract = contractAsked(request, switches);
    const key = request.headers["x-api-key"];
    const said =
      key === sandboxKey || key === liveKey
        ? route(request, { contract, livemode: key === liveKey, state, world, switches })
        : sayRefusal(unauthorized, contract);
    return withRequestId(said, world);
  },
  fault: (status, request, _state, world, switches) =>
    withRequestId(sayRefusal(refusalWith(status), contractAsked(request, switches)), world),
};

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

function contractAsked({ headers }: VendorRequest, { pin }: Switches): Contract {
  return contractOf(headers["commet-version"], String(pin ?? organisationPin));
}

function withRequestId(said: VendorAnswer, world: VendorWorld): VendorAnswer {
  const requestId = `req_${world.uuid().replaceAll("-", "")}`;
  return { ...said, headers: { ...said.headers, "x-request-id": requestId } };
}

function route(request: VendorRequest, session: Session): VendorAnswer {
  const { method, path, query } = request;
  const { contract } = session;
  // A client that forgets to fill in the id asks for `/customers/` and reads the list.
  if (path === "/customers" || (path === "/customers/" && method === "GET")) {
    if (method === "GET") return sayPage(listCustomers(query, session), contract);
    if (method !== "POST") return sayRefusal(notFound, contract);
    return write(request, session, (body) => createCustomer(body, session));
  }
  const { id } = matchPath("/customers/:id", path) ?? {};
  if (id === undefined) return sayRefusal(notFound, contract);
  if (method === "GET") return say(readCustomer(id, session), contract);
  if (method !== "PUT" && method !== "PATCH") return sayRefusal(notFound, contract);
  if (method !== contract.updateMethod) return sayRefusal(endpointNotAvailable, contract);
  return write(request, session, (body) => updateCustomer(id, body, session));
}

function write(
  { method, path, headers, body }: VendorRequest,
  session: Session,
  act: (body: Json) => Result,
): VendorAnswer {
  let payload: Json;
  try {
    payload = parseJson(body);
  } catch {
    return sayRefusal(invalidJson, session.contract);
  }
  return once(headers["idempotency-key"], `${method} ${path}`, payload, session, () =>
    say(act(payload), session.contract),
  );
}

function say(result: Result, contract: Contract): VendorAnswer {
  if (result.refusal !== undefined) return sayRefusal(result.refusal, contract);
  const data = shown(result.customer, contract);
  return answer(result.status, contract.wrapped ? { success: true, data } : data);
}

function sayPage(page: Page, contract: Contract): VendorAnswer {
  if (page.refusal !== undefined) return sayRefusal(page.refusal, contract);
  const { customers, nextCursor } = page;
  return answer(200, {
    ...(contract.wrapped ? { success: true } : { object: "list" }),
    data: customers.map((customer) => shown(customer, contract)),
    hasMore: nextCursor !== undefined,
    ...(nextCursor === undefined ? {} : { nextCursor }),
  });
}

function shown(customer: JsonObject, { shown: names, emailName }: Contract): JsonObject {
  return Object.fromEntries(
    names.map((name) => [name === "email" ? emailName : name, customer[name] ?? null]),
  );
}
