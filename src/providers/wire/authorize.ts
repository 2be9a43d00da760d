/** Adds the credential to a request, as late as possible. */
import { BillingError } from "../../domain/errors.ts";
import { type HttpRequest, type HttpResponse, NoAnswer, type Send } from "../../domain/exchange.ts";
import { isJsonObject, parseJson } from "../../domain/json.ts";
import type { Account } from "../../domain/settings.ts";
import { failureIn, isSuccess } from "./failures.ts";
import type { Login, Provider } from "../contract.ts";
import { memberAt } from "../../domain/members.ts";

/** A bearer token is renewed when less than this is left of its life, as the vendor's SDK does. */
const renewBefore = 5 * 60_000;
/** Life of a token that does not say how long it lives. */
const assumedLife = 15 * 60_000;

/** Every header that carries a secret of this account, with the setting it comes from. */
export function secretHeaders(
  provider: Provider,
  { secrets }: Account,
): Readonly<Record<string, { readonly setting: string; readonly bearer: boolean }>> {
  const { auth } = provider;
  const also = Object.entries(auth.also ?? {}).filter(([, name]) => secrets[name] !== undefined);
  return {
    ...Object.fromEntries(also.map(([header, setting]) => [header, { setting, bearer: false }])),
    [credentialHeader(provider)]: { setting: auth.secret, bearer: auth.style === "bearer" },
  };
}

/** The header that carries the credential. */
function credentialHeader(provider: Provider): string {
  return provider.auth.style === "header" ? provider.auth.header : "authorization";
}

/**
 * A {@link Send} that adds the provider's credential. A bearer token that has to be asked for is kept for its life; on
 * a 401 it is asked for once more and the request, which a 401 proves was not carried out, is sent again once.
 *
 * A login that fails is a {@link BillingError} of its own: the request it was for was then not carried out.
 *
 * @param remember called with every token, so that nothing that is printed can hold it
 */
export function authorizing(
  provider: Provider,
  account: Account,
  send: Send,
  now: () => number,
  remember: (secret: string) => void,
): Send {
  const { auth } = provider;
  const given = account.secrets[auth.secret];
  const also = Object.entries(auth.also ?? {}).flatMap(([header, secret]) => {
    const value = account.secrets[secret];
    return value === undefined ? [] : [[header, value] as const];
  });
  const withHeader = (request: HttpRequest, value: string): HttpRequest => ({
    ...request,
    headers: {
      ...request.headers,
      ...Object.fromEntries(also),
      [credentialHeader(provider)]: value,
    },
  });

  if (given !== undefined) {
    const value = auth.style === "bearer" ? `Bearer ${given}` : given;
    return (request, abort) => send(withHeader(request, value), abort);
  }
  if (auth.style === "header" || auth.login === undefined) {
    throw new BillingError("auth", `no credential for ${provider.title}`, {
      provider: provider.id,
    });
  }

  const { login } = auth;
  let kept: { readonly token: string; readonly renewAt: number } | undefined;
  let asking: Promise<string> | undefined;
  const ask = async (abort: AbortSignal | undefined): Promise<string> => {
    const fresh = await logIn(provider, account, login, (request) => send(request, abort));
    remember(fresh);
    const life = (expiry(fresh) ?? now() + assumedLife) - now();
    kept = { token: fresh, renewAt: now() + life - Math.min(renewBefore, life / 2) };
    return fresh;
  };
  const token = (abort: AbortSignal | undefined): Promise<string> => {
    if (kept !== undefined && now() <= kept.renewAt) return Promise.resolve(kept.token);
    // However many requests want a token at once, one login gets it.
    asking ??= ask(abort).finally(() => {
      asking = undefined;
    });
    return asking;
  };

  return async (request, abort) => {
    const used = await token(abort);
    const response = await send(withHeader(request, `Bearer ${used}`), abort);
    if (response.status !== 401) return response;
    if (kept?.token === used) kept = undefined;
    return send(withHeader(request, `Bearer ${await token(abort)}`), abort);
  };
}

async function logIn(
  provider: Provider,
  account: Account,
  login: Login,
  send: Send,
): Promise<string> {
  const request: HttpRequest = {
    method: "POST",
    url: `${account.baseUrl}${login.path}`,
    headers: { accept: "application/json", "content-type": "application/json" },
    body: JSON.stringify({ [login.body]: account.secrets[login.secret] }),
    repeatable: true,
  };
  let response: HttpResponse;
  try {
    response = await send(request);
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    throw error.code === "ABORTED"
      ? new BillingError("interrupted", "interrupted while logging in", { provider: provider.id })
      : new BillingError(
          "unavailable",
          `no usable answer from ${provider.title}'s login: ${error.message}`,
          {
            provider: provider.id,
            cause: error,
            hint: error.hint ?? "check the network and baseUrl, then try again",
          },
        );
  }
  if (!isSuccess(provider, response)) throw failureIn(provider, response, "such login", account);
  const token = memberAt(readBody(response.body), login.token);
  // A token with a line break would end the header early; a short one could not be told from ordinary words.
  if (typeof token !== "string" || !/^[\x21-\x7e]{8,}$/u.test(token)) {
    throw new BillingError(
      "unavailable",
      `${provider.title}'s login answered without a usable "${login.token}"`,
      { provider: provider.id },
    );
  }
  return token;
}

function readBody(text: string) {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

/** `exp` of a JWT, in milliseconds; the signature is the server's business. */
function expiry(token: string): number | undefined {
  const payload = token.split(".")[1];
  if (payload === undefined) return undefined;
  const claims = readBody(Buffer.from(payload, "base64url").toString("utf8"));
  const exp = isJsonObject(claims) ? claims["exp"] : undefined;
  return typeof exp === "number" ? exp * 1000 : undefined;
}
