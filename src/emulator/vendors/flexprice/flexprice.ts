/**
 * Flexprice, read from its page "Update customer", flexprice/flexprice at e4b5303 (2026-08-22) and
 * flexprice/flexprice-docs. That the hosted service runs the open server is assumed.
 */
import { crockfordId } from "../../crockford.ts";
import { plainAnswer } from "../../server/answer.ts";
import { findRoute, type Route } from "../../server/routes.ts";
import { own } from "../../state/records.ts";
import type { Vendor, VendorAnswer, VendorCall } from "../../vendor.ts";
import { createCustomer, deleteCustomer, lookUpCustomer, readCustomer } from "./customers.ts";
import * as errors from "./errors.ts";
import { linkCustomer } from "./links.ts";
import { listCustomers, searchCustomers } from "./list.ts";
import { environmentId, seedState } from "./seed.ts";
import { listTaxes } from "./tax.ts";
import { goTime } from "./time.ts";
import { updateCustomer } from "./update.ts";

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

/** internal/api/router.go, as far as customers go. There is no PATCH. */
const reads: readonly Route<VendorCall, VendorAnswer>[] = [
  ["GET", "/customers", listCustomers],
  ["POST", "/customers/search", searchCustomers],
  ["GET", "/customers/external/:key", lookUpCustomer],
  ["GET", "/customers/lookup/:key", lookUpCustomer],
  ["GET", "/customers/:id", readCustomer],
  ["GET", "/taxes/associations", listTaxes],
];
/** For roles that may write; the reads are open to every key. */
const writes: readonly Route<VendorCall, VendorAnswer>[] = [
  ["POST", "/customers", createCustomer],
  ["PUT", "/customers", (call) => updateCustomer(call)],
  ["PUT", "/customers/:id", updateCustomer],
  ["DELETE", "/customers/:id", deleteCustomer],
  ["POST", "/integrations/link", linkCustomer],
];

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
    storeMapping: {
      default: false,
      help: "integration_entity_mapping is kept, as the pages say and the open server does not",
    },
  },
  updated: { field: "updated_at", print: goTime },
  seed: seedState,
  made: { prefix: "cust_01K6", digits: 22, externalId: "external_id", name: "name" },
  handle(call) {
    const path = decoded(call.path);
    if (path === undefined) return plainAnswer(400, "400 Bad Request");
    const find = (routes: typeof reads, of = path) => findRoute(routes, call.method, of, String);
    const write = find(writes);
    const route = write ?? find(reads);
    if (route === undefined) {
      const redirects = path.endsWith("/") && find([...reads, ...writes], path.slice(0, -1));
      return redirects ? withoutSlash(call) : errors.noRoute;
    }
    const result = keyFlaw(call.headers, write !== undefined) ?? route.act(call);
    return withServerHeaders(result, call);
  },
  fault: (status, call) => withServerHeaders(errors.errorWith(status), call),
};

function withServerHeaders(result: VendorAnswer, { headers, world }: VendorCall): VendorAnswer {
  const requestId = headers["x-request-id"] ?? "";
  return {
    ...result,
    headers: {
      ...result.headers,
      "X-Request-ID": requestId === "" ? crockfordId(world) : requestId,
      "X-Content-Type-Options": "nosniff",
      "X-Frame-Options": "DENY",
      "Referrer-Policy": "no-referrer",
    },
  };
}

/** Go decodes a path before gin routes it, so `acme%2Feu` is two segments and an id with a slash has no path. */
function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

/**
 * gin's RedirectTrailingSlash: a client whose id is empty is sent from `/customers/` to the list, or to the update
 * without an id. Relative, since the server does not know where it is mounted.
 */
function withoutSlash({ method, path, query }: VendorCall): VendorAnswer {
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
