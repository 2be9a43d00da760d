/**
 * Flexprice, read from its page "Update customer", flexprice/flexprice at e4b5303 (2026-08-22) and
 * flexprice/flexprice-docs. That the hosted service runs the open server is assumed.
 */
import { plainAnswer } from "../../server/answer.ts";
import { crockfordId } from "../../crockford.ts";
import { createCustomer, deleteCustomer, lookUpCustomer, readCustomer } from "./customers.ts";
import * as errors from "./errors.ts";
import { listCustomers, searchCustomers } from "./list.ts";
import { environmentId, seedState } from "./seed.ts";
import { goTime } from "./time.ts";
import { updateCustomer } from "./update.ts";
import { own, padded } from "../../state/records.ts";
import type {
  Switches,
  Vendor,
  VendorAnswer,
  VendorRequest,
  VendorState,
  VendorWorld,
} from "../../vendor.ts";

interface Key {
  readonly role: "all_writer" | "all_reader";
  /** A key from the server's configuration has no environment of its own: X-Environment-ID must name it. */
  readonly configured: boolean;
}

const writerKey = "sk_01K5DEM0WR1TERKEY000000001";
/** Keys by their text; roles as in internal/config/rbac/roles.json. */
const keys: Readonly<Record<string, Key>> = {
  [writerKey]: { role: "all_writer", configured: false },
  sk_01K5DEM0READERKEY000000002: { role: "all_reader", configured: false },
  sk_01K5DEM0C0NF1GKEY000000003: { role: "all_writer", configured: true },
};

interface Route {
  /** Whether the role must be allowed to write; reads are open to every key. */
  readonly writes: boolean;
  readonly act: () => VendorAnswer;
}

export const flexprice: Vendor = {
  id: "flexprice",
  title: "Flexprice",
  basePath: "/v1",
  demoSettings: { apiKey: writerKey },
  switches: {
    nilMetadataPanic: {
      default: true,
      help: "a new external_id for a customer whose metadata is null ends in a 500 without a body",
    },
    staleStamp: {
      default: true,
      help: "PUT answers with the updated_at and updated_by from before it",
    },
  },
  updated: { field: "updated_at", print: goTime },
  seed: seedState,
  numbered: (n) => ({
    id: `cust_01K6${padded(n, 22)}`,
    external_id: `acct-${padded(n, 6)}`,
    name: `Customer ${padded(n, 6)}`,
  }),
  handle(request, state, world, switches) {
    const segments = readPath(request.path);
    if (segments === undefined) return plainAnswer(400, "400 Bad Request");
    const route = findRoute(segments, request, state, world, switches);
    if (route === undefined) {
      const trimmed = segments.slice(0, -1);
      const redirects =
        segments.at(-1) === "" && findRoute(trimmed, request, state, world, switches) !== undefined;
      return redirects ? withoutSlash(request) : errors.noRoute;
    }
    const said = keyFlaw(request.headers, route.writes) ?? route.act();
    return withServerHeaders(said, request, world);
  },
  fault: (status, request, _state, world) =>
    withServerHeaders(errors.errorWith(status), request, world),
};

function withServerHeaders(
  said: VendorAnswer,
  request: VendorRequest,
  world: VendorWorld,
): VendorAnswer {
  const requestId = request.headers["x-request-id"] ?? "";
  return {
    ...said,
    headers: {
      ...said.headers,
      "X-Request-ID": requestId === "" ? crockfordId(world) : requestId,
      "X-Content-Type-Options": "nosniff",
      "X-Frame-Options": "DENY",
      "Referrer-Policy": "no-referrer",
    },
  };
}

/** Go decodes a path before gin routes it, so `acme%2Feu` is two segments and an id with a slash has no path. */
function readPath(path: string): readonly string[] | undefined {
  try {
    return decodeURIComponent(path).split("/").slice(1);
  } catch {
    return undefined;
  }
}

/** internal/api/router.go, as far as customers go. There is no PATCH. */
function findRoute(
  [root, second, third, ...rest]: readonly string[],
  { method, query, body }: VendorRequest,
  state: VendorState,
  world: VendorWorld,
  switches: Switches,
): Route | undefined {
  if (root !== "customers" || rest.length > 0) return undefined;
  const update = (id?: string): Route => ({
    writes: true,
    act: () => updateCustomer(id, query, body, state, world, switches),
  });
  if (second === undefined) {
    if (method === "GET") return { writes: false, act: () => listCustomers(query, state) };
    if (method === "POST") return { writes: true, act: () => createCustomer(body, state, world) };
    return method === "PUT" ? update() : undefined;
  }
  if (second === "" || third === "") return undefined;
  if (third !== undefined) {
    const named = method === "GET" && (second === "external" || second === "lookup");
    return named ? { writes: false, act: () => lookUpCustomer(third, query, state) } : undefined;
  }
  if (method === "GET") return { writes: false, act: () => readCustomer(second, query, state) };
  if (method === "PUT") return update(second);
  if (method === "DELETE") {
    return { writes: true, act: () => deleteCustomer(second, state, world) };
  }
  if (method !== "POST" || second !== "search") return undefined;
  return { writes: false, act: () => searchCustomers(body, state) };
}

/**
 * gin's RedirectTrailingSlash: a client whose id is empty is sent from `/customers/` to the list, or to the update
 * without an id. Relative, since the server does not know where it is mounted.
 */
function withoutSlash({ method, path, query }: VendorRequest): VendorAnswer {
  const last = path.split("/").at(-2) ?? "";
  const search = query.size === 0 ? "" : `?${query.toString()}`;
  const status = method === "GET" ? 301 : 307;
  return { status, headers: { Location: `../${last}${search}` }, body: undefined };
}

/** internal/rest/middleware/auth.go, then the role. */
function keyFlaw(
  headers: Readonly<Record<string, string>>,
  writes: boolean,
): VendorAnswer | undefined {
  const text = headers["x-api-key"] ?? "";
  const authorization = headers["authorization"] ?? "";
  if (text === "" && authorization !== "") {
    return /^Bearer \S+$/u.test(authorization) ? errors.invalidToken : errors.invalidAuthorization;
  }
  const key = own(keys, text);
  if (key === undefined) return errors.unauthorized;
  if (key.configured && headers["x-environment-id"] !== environmentId) {
    return errors.environmentRefused;
  }
  return writes && key.role === "all_reader" ? errors.insufficientPermissions : undefined;
}
