/**
 * Vayu's two tokens (guide.withvayu.com, "Connecting to Vayu"): the API token buys, at POST /login, an access token
 * that lives one hour. Access tokens carry their own signature, so none has to be remembered.
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import { isJsonObject, parseJson } from "../domain/json.ts";
import type { VendorWorld } from "./vendor.ts";

/** The API token of the demo account; buys access tokens, is none itself. */
export const demoRefreshToken = "demo-vayu-api-token";
/** Accepted as a bearer token at any time. */
const demoAccessToken = "demo-vayu-access-token";
export const demoClientId = "demo-vayu-client";

const hour = 60 * 60;
const header = encode({ alg: "HS256", typ: "JWT" });

/** A JSON Web Token of three parts with a numeric `exp` one hour ahead. */
export function issueAccessToken(world: VendorWorld): string {
  const seconds = Math.floor(world.now() / 1000);
  const content = `${header}.${encode({ sub: "org_demo", iat: seconds, exp: seconds + hour })}`;
  return `${content}.${sign(content)}`;
}

/** Whether the bearer token is the static one, or was issued here and has not expired. */
export function acceptsAccessToken(token: string, world: VendorWorld): boolean {
  if (token === demoAccessToken) return true;
  const [head = "", claims = "", signature = "", ...rest] = token.split(".");
  if (rest.length > 0 || !sameText(signature, sign(`${head}.${claims}`))) return false;
  const content = parseJson(Buffer.from(claims, "base64url").toString("utf8"));
  return isJsonObject(content) && Number(content["exp"]) * 1000 > world.now();
}

function sign(content: string): string {
  return createHmac("sha256", "vayu emulator").update(content).digest("base64url");
}

function encode(content: object): string {
  return Buffer.from(JSON.stringify(content)).toString("base64url");
}

function sameText(left: string, right: string): boolean {
  return left.length === right.length && timingSafeEqual(Buffer.from(left), Buffer.from(right));
}
