import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { BillingError } from "../../../src/domain/errors.ts";
import { plainAnswer } from "../../../src/emulator/server/answer.ts";
import { listen, type LoopbackServer } from "../../../src/emulator/server/server.ts";

async function withServer(
  respond: Parameters<typeof listen>[1],
): Promise<LoopbackServer & AsyncDisposable> {
  const server = await listen(0, respond);
  return { ...server, [Symbol.asyncDispose]: server.close };
}

async function getAs(origin: string, host: string): Promise<{ status: number; body: string }> {
  const sent = request(origin, { headers: { host } }).end();
  const [response] = (await once(sent, "response")) as [IncomingMessage];
  return { status: response.statusCode ?? 0, body: await text(response) };
}

test("JSON goes out with its type and its exact numbers, no body without a type", async () => {
  await using server = await withServer(({ target }) =>
    Promise.resolve(
      target === "/json"
        ? { status: 201, headers: { "X-Own": "1" }, body: { json: { a: "é" } } }
        : { status: 204, body: undefined },
    ),
  );
  const json = await fetch(`${server.origin}/json`);
  expect(json.status).toBe(201);
  expect(json.headers.get("content-type")).toBe("application/json; charset=utf-8");
  expect(json.headers.get("content-length")).toBe("10");
  expect(json.headers.get("x-own")).toBe("1");
  expect(await json.json()).toEqual({ a: "é" });
  const empty = await fetch(`${server.origin}/none`);
  expect([empty.status, empty.headers.get("content-type")]).toEqual([204, null]);
});

test.each(["127.0.0.1", "localhost:4010", "[::1]:1", "LOCALHOST"])(
  "the host %s is loopback",
  async (host) => {
    await using server = await withServer(() => Promise.resolve(plainAnswer(200, "in")));
    expect(await getAs(server.origin, host)).toEqual({ status: 200, body: "in" });
  },
);

test.each(["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:80", "10.0.0.1"])(
  "the host %j is refused before anybody is asked",
  async (host) => {
    let asked = 0;
    await using server = await withServer(() => {
      asked += 1;
      return Promise.resolve(plainAnswer(200, "in"));
    });
    expect((await getAs(server.origin, host)).status).toBe(403);
    expect(asked).toBe(0);
  },
);

test("a body within the limit is read, one byte more is not", async () => {
  await using server = await withServer(async (incoming) =>
    plainAnswer(200, (await incoming.readBody(4)) ?? "too large"),
  );
  const send = async (body: string): Promise<string> =>
    (await fetch(server.origin, { method: "POST", body })).text();
  expect(await send("1234")).toBe("1234");
  expect(await send("12345")).toBe("too large");
});

test("a failure is a 500 that says so, and the server lives on", async () => {
  await using server = await withServer(({ target }) =>
    target === "/fail"
      ? Promise.reject(new Error("out of paper"))
      : Promise.resolve(plainAnswer(200, "fine")),
  );
  const failed = await fetch(`${server.origin}/fail`);
  expect([failed.status, await failed.text()]).toEqual([
    500,
    "The emulator failed: out of paper\n",
  ]);
  expect((await fetch(server.origin)).status).toBe(200);
});

test("a taken port is an error that names it", async () => {
  await using server = await withServer(() => Promise.resolve(plainAnswer(200, "")));
  const port = Number(new URL(server.origin).port);
  const error = await listen(port, () => Promise.resolve(plainAnswer(200, ""))).catch(
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(BillingError);
  expect((error as BillingError).message).toBe(`port ${port} is already in use`);
});

test("closing answers what came in, and drops connections that are idle or half said", async () => {
  let arrived = (): void => undefined;
  let release = (): void => undefined;
  const arrival = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const server = await listen(0, async (incoming) => {
    await incoming.readBody(10);
    arrived();
    await released;
    return plainAnswer(200, "in time");
  });
  const port = Number(new URL(server.origin).port);
  const idle = connect(port, "127.0.0.1").resume();
  const half = connect(port, "127.0.0.1").resume();
  half.on("error", () => undefined);
  half.write("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\n12");
  const gone = Promise.all([once(idle, "close"), once(half, "close")]);
  const answer = fetch(server.origin);
  await arrival;
  const closed = server.close();
  release();
  expect(await (await answer).text()).toBe("in time");
  await closed;
  await gone;
});

/** Everything a client receives until its connection ends, and how it ended. */
async function received(origin: string): Promise<{ text: string; error: string | undefined }> {
  const client = connect(Number(new URL(origin).port), "127.0.0.1");
  let text = "";
  let error: string | undefined;
  client.on("data", (chunk) => {
    text += String(chunk);
  });
  client.on("error", (reason: NodeJS.ErrnoException) => {
    error = reason.code;
  });
  client.write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
  await once(client, "close").catch(() => once(client, "close"));
  return { text, error };
}

test("half an answer: its whole length is promised, then the connection closes", async () => {
  await using server = await withServer(() =>
    Promise.resolve({ ...plainAnswer(200, "12345678"), delivery: "half" }),
  );
  const { text, error } = await received(server.origin);
  expect(error).toBeUndefined();
  expect(text).toMatch(/^HTTP\/1\.1 200 OK\r\n/u);
  expect(text).toMatch(/\r\nContent-Length: 8\r\n/u);
  expect(text).toMatch(/\r\n\r\n1234$/u);
});

test("half of an answer without a body promises a byte that never comes", async () => {
  await using server = await withServer(() =>
    Promise.resolve({ status: 500, body: undefined, delivery: "half" }),
  );
  const { text } = await received(server.origin);
  expect(text).toMatch(/\r\nContent-Length: 1\r\n/u);
  expect(text).toMatch(/\r\n\r\n$/u);
});

test("a reset is a reset, not an end", async () => {
  await using server = await withServer(() =>
    Promise.resolve({ ...plainAnswer(200, "never seen"), delivery: "reset" }),
  );
  expect(await received(server.origin)).toEqual({ text: "", error: "ECONNRESET" });
});
