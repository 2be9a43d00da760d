import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";

import { NoAnswer } from "../../../src/domain/exchange.ts";
import { connectionsBy } from "../../../src/http/send/agents.ts";
import { createSend } from "../../../src/http/send/got-send.ts";
import { type RecordingProxy, recordingProxy } from "../../support/recording-proxy.ts";
import { billingTest } from "../../support/tls-names.ts";
import { started } from "../servers.ts";

const url = "https://api.billing.test/customers/1";
const get = { method: "GET", url, headers: { authorization: "Bearer api-secret" } };

async function provider() {
  const got: (string | undefined)[] = [];
  const server: Server = createServer(billingTest, (request, response) => {
    got.push(`${request.method} ${request.url} ${request.headers["proxy-authorization"] ?? ""}`);
    response.end('{"id":"1"}');
  });
  const running = await started(server, [], "https");
  return Object.assign(running, { got, port: (server.address() as AddressInfo).port });
}

async function sendThrough(
  { host }: Pick<RecordingProxy, "host">,
  { ca, ...login }: { readonly ca?: string; readonly user?: string; readonly password?: string } = {
    ca: billingTest.cert,
  },
  milliseconds = 10_000,
) {
  const connections = await connectionsBy({
    proxy: { url: `http://${host}`, host, ...login },
    ca,
    connectWithin: milliseconds,
  });
  const limit = { connect: milliseconds, response: milliseconds, request: milliseconds };
  return createSend({ timeout: limit, userAgent: "billing/test", connections });
}

async function failure(answer: Promise<unknown>): Promise<NoAnswer> {
  const reason: unknown = await answer.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (reason instanceof NoAnswer) return reason;
  throw new Error(`expected no answer, got ${String(reason)}`);
}

test("the proxy sees a name and a port; the request passes it encrypted, on one connection", async () => {
  await using server = await provider();
  await using proxy = await recordingProxy(server.port);
  const send = await sendThrough(proxy);
  expect(await send(get)).toMatchObject({ status: 200, body: '{"id":"1"}' });
  expect(await send(get)).toMatchObject({ status: 200 });
  expect(proxy.asked).toEqual(["CONNECT api.billing.test:443"]);
  expect(server.got).toEqual(["GET /customers/1 ", "GET /customers/1 "]);
  expect(proxy.headers[0]).not.toHaveProperty("authorization");
  expect(Buffer.concat(proxy.carried).includes("api-secret")).toBe(false);
});

test("the credential of the proxy goes to it, and not on to the provider", async () => {
  await using server = await provider();
  await using proxy = await recordingProxy(server.port);
  const send = await sendThrough(proxy, { ca: billingTest.cert, user: "ana", password: "p@ss" });
  await send(get);
  const pair = Buffer.from("ana:p@ss").toString("base64");
  expect(proxy.headers[0]).toMatchObject({ "proxy-authorization": `Basic ${pair}` });
  expect(server.got).toEqual(["GET /customers/1 "]);
});

test.each([
  "407 Proxy Authentication Required",
  "403 Forbidden",
  "404 Not Found",
  "502 Bad Gateway",
])("%s of the proxy is no answer of the provider, and nothing was sent", async (answer) => {
  await using server = await provider();
  await using proxy = await recordingProxy(server.port, answer);
  const error = await failure((await sendThrough(proxy))(get));
  expect(error).toMatchObject({ sent: false, code: "PROXY_REFUSED" });
  expect(error.message).toBe(
    `The proxy ${proxy.host} opened no way to api.billing.test: ${answer} (PROXY_REFUSED)`,
  );
  expect(error.hint).toContain("NO_PROXY");
  expect(server.got).toEqual([]);
});

test("a proxy that is not there is named, and not the provider", async () => {
  await using server = await provider();
  const gone = await recordingProxy(server.port);
  await gone[Symbol.asyncDispose]();
  const error = await failure((await sendThrough(gone))(get));
  expect(error).toMatchObject({ sent: false, code: "ECONNREFUSED" });
  expect(error.message).toContain(`${gone.host} (the proxy) refused the connection`);
});

test("a proxy that never answers is waited for no longer than a request, and let go", async () => {
  await using server = await provider();
  await using proxy = await recordingProxy(server.port, "never");
  const error = await failure((await sendThrough(proxy, undefined, 300))(get));
  expect(error).toMatchObject({ sent: false, code: "ETIMEDOUT" });
  await proxy.idle();
});

test("behind a proxy a certificate that nobody vouches for is refused before anything is sent", async () => {
  await using server = await provider();
  await using proxy = await recordingProxy(server.port);
  const error = await failure((await sendThrough(proxy, {}))(get));
  expect(error).toMatchObject({ sent: false, code: "DEPTH_ZERO_SELF_SIGNED_CERT" });
  expect(error.hint).toMatch(/NODE_EXTRA_CA_CERTS.*\bca in the configuration/u);
  expect(server.got).toEqual([]);
});

test("a certificate to trust is trusted without a proxy too", async () => {
  await using server = await provider();
  const { port } = server;
  const local = { ...get, url: `https://127.0.0.1:${port}/` };
  const limit = { connect: 9000, response: 9000, request: 9000 };
  const send = createSend({
    timeout: limit,
    userAgent: "t",
    connections: await connectionsBy({ ca: billingTest.cert, connectWithin: 9000 }),
  });
  // Trusted, but for another name.
  expect(await failure(send(local))).toMatchObject({ code: "ERR_TLS_CERT_ALTNAME_INVALID" });
});
