/** Vayu, read from its OpenAPI document (vayucode/vayu-sdks, 2026-03-22) and guide.withvayu.com. */
import { answer, bearerOf } from "../../server/answer.ts";
import { findRoute, type Route } from "../../server/routes.ts";
import { isoDate, readObject } from "../../state/records.ts";
import { stateOf } from "../../state/state.ts";
import type { Vendor, VendorAnswer, VendorCall } from "../../vendor.ts";
import {
  createCustomer,
  deleteCustomer,
  lookUpBy,
  lookUpIntegration,
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

const routes: readonly Route<VendorCall, VendorAnswer>[] = [
  ["GET", "/customers", listCustomers],
  ["POST", "/customers", createCustomer],
  ["GET", "/customers/:id", readCustomer],
  ["PUT", "/customers/:id", updateCustomer],
  ["DELETE", "/customers/:id", deleteCustomer],
  ["GET", "/customers/externalId/:externalId", lookUpBy("externalId")],
  ["GET", "/customers/name/:name", lookUpBy("name")],
  ["GET", "/customers/integration/:type/:id", lookUpIntegration],
];

export const vayu: Vendor = {
  id: "vayu",
  title: "Vayu",
  basePath: "",
  demoSettings: { refreshToken: demoRefreshToken, clientId: demoClientId },
  bodyLimit: { bytes: 256 * 1024, tooLarge: errors.refuse("request_too_large") },
  switches: {
    arrayDefaults: {
      default: true,
      help: "PUT without aliases or taxIds empties them, as the schema's default [] says",
    },
    replaceWhole: {
      default: false,
      help: "PUT drops every field it does not name; the guide's own sample names two, so it is off",
    },
    dropUnlisted: {
      default: true,
      help: "PUT drops members of the record that its schema does not list, such as status",
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
    amounts: {
      default: "store",
      help: "what becomes of the five computed amounts in a request: store, ignore or refuse",
    },
    requireApiKey: {
      default: false,
      help: "x-api-key is demanded beside the bearer token; two of the three SDKs never send it",
    },
  },
  updated: { field: "updatedAt", print: isoDate },
  seed: () => stateOf(vayuCustomers),
  made: { prefix: "65f1", digits: 20, radix: 16, externalId: "externalId", name: "name" },
  handle(call) {
    if (call.method === "POST" && call.path === "/login") return logIn(call);
    const route = findRoute(routes, call.method, call.path);
    if (route === undefined) return errors.refuse("resource_not_found", "Route not found");
    if (call.switches["requireApiKey"] === true && call.headers["x-api-key"] !== demoClientId) {
      return errors.forbidden;
    }
    const bearer = bearerOf(call);
    return bearer !== undefined && acceptsAccessToken(bearer, call.state, call.world)
      ? route.act(call)
      : errors.unauthorized;
  },
  fault: errors.errorWith,
  expireTokens: expireAccessTokens,
};

function logIn({ body, state, world }: VendorCall): VendorAnswer {
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
