/**
 * Vayu's two tokens (guide.withvayu.com, "Connecting to Vayu"): the API token buys, at POST /login, an access token
 * that lives one hour. Access tokens carry their own signature, so none has to be remembered.
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import { isJsonObject, parseJson } from "../../../domain/json.ts";
import { own } from "../../state/records.ts";
import { put } from "../../state/state.ts";
import type { VendorState, VendorWorld } from "../../vendor.ts";

/** The API token of the demo account; buys access tokens, is none itself. */
export const demoRefreshToken = "demo-vayu-api-token";
/** Accepted as a bearer token at any time. */
const demoAccessToken = "demo-vayu-access-token";
export const demoClientId = "demo-vayu-client";

const hour = 60 * 60;
/** Counts in `other` how often all tokens were made void. */
const generationKey = "token generation";
const header = encode({ alg: "HS256", typ: "JWT" });

/** A JSON Web Token of three parts with a numeric `exp` one hour ahead. */
export function issueAccessToken(state: VendorState, world: VendorWorld): string {
  const seconds = Math.floor(world.now() / 1000);
  const claims = {
    sub: "org_demo",
    iat: seconds,
    exp: seconds + hour,
    generation: generationOf(state),
  };
  const content = `${header}.${encode(claims)}`;
  return `${content}.${sign(content)}`;
}

/** Makes void what was issued so far; the static token, which nobody issued, stays valid. */
export function expireAccessTokens(state: VendorState): void {
  put(state, "other", generationKey, generationOf(state) + 1);
}

/** Whether the bearer token is the static one, or was issued here and has not expired. */
export function acceptsAccessToken(token: string, state: VendorState, world: VendorWorld): boolean {
  if (token === demoAccessToken) return true;
  const [head = "", claims = "", signature = "", ...rest] = token.split(".");
  if (rest.length > 0 || !sameText(signature, sign(`${head}.${claims}`))) return false;
  const content = parseJson(Buffer.from(claims, "base64url").toString("utf8"));
  return (
    isJsonObject(content) &&
    Number(content["exp"]) * 1000 > world.now() &&
    content["generation"] === generationOf(state)
  );
}

function generationOf(state: VendorState): number {
  return Number(own(state.other, generationKey) ?? 0);
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
