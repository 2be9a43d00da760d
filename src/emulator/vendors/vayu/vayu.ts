/** Vayu, read from its OpenAPI document (vayucode/vayu-sdks, 2026-03-22) and guide.withvayu.com. */
import { answer } from "../../server/answer.ts";
import { matchPath } from "../../server/path-pattern.ts";
import { isoDate, padded, readObject, stateOf } from "../../state/records.ts";
import {
  createCustomer,
  deleteCustomer,
  lookUpCustomer,
  readCustomer,
  updateCustomer,
} from "./customers.ts";
import * as errors from "./errors.ts";
import { listCustomers } from "./list.ts";
import { vayuCustomers } from "./seed.ts";
import {
  acceptsAccessToken,
  demoClientId,
  demoRefreshToken,
  expireAccessTokens,
  issueAccessToken,
} from "./tokens.ts";
import type {
  Switches,
  Vendor,
  VendorAnswer,
  VendorRequest,
  VendorState,
  VendorWorld,
} from "../../vendor.ts";

export const vayu: Vendor = {
  id: "vayu",
  title: "Vayu",
  basePath: "",
  demoSettings: { refreshToken: demoRefreshToken, clientId: demoClientId },
  bodyLimit: { bytes: 256 * 1024, tooLarge: errors.tooLarge },
  switches: {
    arrayDefaults: {
      default: true,
      help: "PUT without aliases or taxIds empties them, as the schema's default [] says",
    },
    replaceWhole: {
      default: false,
      help: "PUT drops every field it does not name; the guide's own sample names two, so it is off",
    },
    mergeAddress: { default: false, help: "PUT keeps the members of address it does not name" },
    emptyTexts: {
      default: true,
      help: 'name and externalId may be ""; older documents demand one character',
    },
    contactFormats: {
      default: true,
      help: "contacts' email and phone are checked; the newest reference page has plain strings",
    },
    lookupMiss: {
      default: "404",
      help: "status of a look-up by externalId or name that finds nothing: 404 or 400",
    },
    requireApiKey: {
      default: false,
      help: "x-api-key is demanded beside the bearer token; two of the three SDKs never send it",
    },
  },
  updated: { field: "updatedAt", print: isoDate },
  seed: () => stateOf(vayuCustomers),
  numbered: (n) => ({
    id: `65f1${n.toString(16).padStart(20, "0")}`,
    externalId: `acct-${padded(n, 6)}`,
    name: `Customer ${padded(n, 6)}`,
  }),
  handle(request, state, world, switches) {
    if (request.method === "POST" && request.path === "/login") return logIn(request, state, world);
    const route = findRoute(request, state, world, switches);
    if (route === undefined) return errors.noRoute;
    if (switches["requireApiKey"] === true && request.headers["x-api-key"] !== demoClientId) {
      return errors.forbidden;
    }
    const bearer = /^Bearer (\S+)$/iu.exec(request.headers["authorization"] ?? "")?.[1];
    if (bearer === undefined || !acceptsAccessToken(bearer, state, world)) {
      return errors.unauthorized;
    }
    return route();
  },
  fault: errors.errorWith,
  expireTokens: expireAccessTokens,
};

function logIn({ body }: VendorRequest, state: VendorState, world: VendorWorld): VendorAnswer {
  const given = readObject(body);
  if (given === undefined) return errors.notJson;
  const token = given["refreshToken"];
  if (token === undefined) {
    return errors.invalidBody([{ field: "refreshToken", kind: "missing", reason: "is required" }]);
  }
  if (typeof token !== "string") return errors.invalidParameter("refreshToken");
  if (token !== demoRefreshToken) return errors.unauthorized;
  return answer(200, { accessToken: issueAccessToken(state, world) });
}

function findRoute(
  { method, path, query, body }: VendorRequest,
  state: VendorState,
  world: VendorWorld,
  switches: Switches,
): (() => VendorAnswer) | undefined {
  if (path === "/customers") {
    if (method === "GET") return () => listCustomers(query, state);
    if (method === "POST") return () => createCustomer(body, state, world, switches);
    return undefined;
  }
  const { id } = matchPath("/customers/:id", path) ?? {};
  if (id !== undefined) {
    if (method === "GET") return () => readCustomer(id, state);
    if (method === "PUT") return () => updateCustomer(id, body, state, world, switches);
    if (method === "DELETE") return () => deleteCustomer(id, state, world);
    return undefined;
  }
  if (method !== "GET") return undefined;
  const { externalId } = matchPath("/customers/externalId/:externalId", path) ?? {};
  if (externalId !== undefined) {
    return () => lookUpCustomer("externalId", externalId, state, switches);
  }
  const { name } = matchPath("/customers/name/:name", path) ?? {};
  return name === undefined ? undefined : () => lookUpCustomer("name", name, state, switches);
}
