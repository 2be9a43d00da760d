import { describe, expect, test } from "vitest";

import { type HttpRequest, type HttpResponse, NoAnswer } from "../../../src/domain/exchange.ts";
import type { Account } from "../../../src/domain/settings.ts";
import { authorizing, secretHeaders } from "../../../src/providers/wire/authorize.ts";
import { kirim } from "../../../src/providers/kirim.ts";
import { commet } from "../../../src/providers/commet.ts";
import type { Provider } from "../../../src/providers/contract.ts";
import { vayu } from "../../../src/providers/vayu.ts";

const start = Date.parse("2026-11-20T08:00:00Z");
const minute = 60_000;

const account = (provider: Provider, secrets: Readonly<Record<string, string>>): Account => ({
  provider: provider.id,
  baseUrl: "https://api.example",
  values: {},
  secrets,
  origins: {},
});

/** A token that lives until then, or does not say. */
function jwt(name: string, until?: number): string {
  const claims = until === undefined ? { sub: name } : { sub: name, exp: until / 1000 };
  return ["e30", Buffer.from(JSON.stringify(claims)).toString("base64url"), "sig"].join(".");
}

const get: HttpRequest = { method: "GET", url: "https://api.example/customers/1", headers: {} };

/** A provider whose logins give these tokens; `refuses` says which tokens it does not take. */
function scene(tokens: readonly string[], refuses: readonly string[] = []) {
  const seen: string[] = [];
  const remembered: string[] = [];
  let logins = 0;
  let now = start;
  const send = async ({ method, url, headers }: HttpRequest): Promise<HttpResponse> => {
    if (url.endsWith("/login")) {
      const token = tokens[logins] ?? "";
      logins += 1;
      seen.push("login");
      return { status: 200, headers: {}, body: JSON.stringify({ accessToken: token }) };
    }
    const token = headers["authorization"]?.replace("Bearer ", "") ?? "";
    seen.push(`${method} ${tokens.indexOf(token)}`);
    return { status: refuses.includes(token) ? 401 : 200, headers: {}, body: "" };
  };
  const authorized = authorizing(
    vayu,
    account(vayu, { refreshToken: "rt" }),
    send,
    () => now,
    (secret) => remembered.push(secret),
  );
  return {
    seen,
    remembered,
    authorized,
    pass: (milliseconds: number) => {
      now += milliseconds;
    },
  };
}

describe("a credential that is given", () => {
  test.each<[Provider, string, string]>([
    [commet, "x-api-key", "key"],
    [kirim, "authorization", "Bearer key"],
  ])("$id carries it in %s", async (provider, header, value) => {
    const requests: HttpRequest[] = [];
    const send = authorizing(
      provider,
      account(provider, { apiKey: "key" }),
      async (request) => {
        requests.push(request);
        return { status: 401, headers: {}, body: "" };
      },
      () => start,
      () => undefined,
    );
    expect((await send(get)).status).toBe(401);
    expect(requests).toEqual([{ ...get, headers: { [header]: value } }]);
    expect(Object.keys(secretHeaders(provider, account(provider, {})))).toEqual([header]);
    expect(get.headers).toEqual({});
  });

  test("that is missing is an error before anything is sent", () => {
    const make = () =>
      authorizing(
        commet,
        account(commet, {}),
        () => Promise.reject(new Error("sent")),
        () => 0,
        () => undefined,
      );
    expect(make).toThrow(expect.objectContaining({ kind: "auth", provider: "commet" }));
  });
});

describe("a token that is asked for", () => {
  test("serves until five minutes before its end", async () => {
    const first = jwt("first", start + 60 * minute);
    const { seen, authorized, pass, remembered } = scene([
      first,
      jwt("second", start + 999 * minute),
    ]);
    await authorized(get);
    pass(55 * minute);
    await authorized(get);
    pass(1);
    await authorized(get);
    expect(seen).toEqual(["login", "GET 0", "GET 0", "login", "GET 1"]);
    expect(remembered).toContain(first);
  });

  test("is asked for once, however many requests want it at the same time", async () => {
    const [old, fresh] = [jwt("old", start + 60 * minute), jwt("fresh", start + 60 * minute)];
    const { seen, authorized } = scene([old, fresh], [old]);
    const answers = await Promise.all([authorized(get), authorized(get), authorized(get)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(seen.filter((call) => call === "login")).toHaveLength(2);
  });

  test("that does not say how long it lives serves for ten minutes", async () => {
    for (const token of [jwt("endless"), "opaque-token", "abc.%%%.cde", "abc.WzFd.cde"]) {
      const { seen, authorized, pass } = scene([token, "next-token"]);
      await authorized(get);
      pass(10 * minute);
      await authorized(get);
      pass(1);
      await authorized(get);
      expect(seen).toEqual(["login", "GET 0", "GET 0", "login", "GET 1"]);
    }
  });

  test("and is refused is asked for once more, and only once", async () => {
    const [old, fresh] = [jwt("old", start + 60 * minute), jwt("fresh", start + 60 * minute)];
    const once = scene([old, fresh], [old]);
    expect((await once.authorized(get)).status).toBe(200);
    expect(once.seen).toEqual(["login", "GET 0", "login", "GET 1"]);
    const twice = scene([old, fresh], [old, fresh]);
    expect((await twice.authorized(get)).status).toBe(401);
    expect(twice.seen).toEqual(["login", "GET 0", "login", "GET 1"]);
  });

  test.each(["", "a b", "a\r\nx-evil: 1", "tökén"])("%j is none", async (token) => {
    await expect(scene([token]).authorized(get)).rejects.toMatchObject({
      kind: "unavailable",
      message: 'Vayu\'s login answered without a usable "accessToken"',
    });
  });

  test("is not there when the login is refused, and the secret is not told", async () => {
    const send = authorizing(
      vayu,
      account(vayu, { refreshToken: "rt-secret" }),
      async () => ({
        status: 401,
        headers: {},
        body: '{"code":"authentication_failed","message":"Unknown token"}',
      }),
      () => start,
      () => undefined,
    );
    const failure: unknown = await send(get).catch((error: unknown) => error);
    expect(failure).toMatchObject({ kind: "auth", providerError: { status: 401 } });
    expect(JSON.stringify(failure) + String(failure)).not.toContain("rt-secret");
  });
});

describe("a second secret", () => {
  const answer: HttpResponse = { status: 200, headers: {}, body: "{}" };
  const get: HttpRequest = { method: "GET", url: "https://api.example/customers/1", headers: {} };

  test("goes along in its own header, and is known to be one", async () => {
    const requests: HttpRequest[] = [];
    const both = account(vayu, { token: "t", clientId: "c" });
    const send = authorizing(
      vayu,
      both,
      async (request) => {
        requests.push(request);
        return answer;
      },
      () => start,
      () => undefined,
    );
    await send(get);
    expect(requests.map(({ headers }) => headers)).toEqual([
      { authorization: "Bearer t", "x-api-key": "c" },
    ]);
    expect(secretHeaders(vayu, both)).toEqual({
      "x-api-key": { setting: "clientId", bearer: false },
      authorization: { setting: "token", bearer: true },
    });
  });
});

describe("a login that gets no answer", () => {
  test("is an error of its own: what it was for was not sent", async () => {
    const send = authorizing(
      vayu,
      account(vayu, { refreshToken: "r" }),
      () => Promise.reject(new NoAnswer("reset", { sent: true, code: "ECONNRESET" })),
      () => start,
      () => undefined,
    );
    const request = { method: "PUT", url: "https://api.example/customers/1", headers: {} };
    await expect(send(request)).rejects.toMatchObject({ kind: "unavailable", provider: "vayu" });
  });
});
