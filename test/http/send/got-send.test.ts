import { once } from "node:events";
import { createServer as createHttpsServer } from "node:https";
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { inspect } from "node:util";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { describe, expect, test } from "vitest";
import type { HttpRequest, Send } from "../../../src/domain/exchange.ts";
import { NoAnswer } from "../../../src/domain/exchange.ts";
import type { SendOptions } from "../../../src/http/send/got-send.ts";
import { createSend } from "../../../src/http/send/got-send.ts";
import { selfSigned } from "../self-signed.ts";
import { byteServer, httpServer, rawServer, started } from "../servers.ts";

const patient = { connect: 60_000, response: 60_000, request: 60_000 };

/** Some of the times below are short, but longer than it takes a busy machine to send what is to be sent. */
function sender(options: Partial<SendOptions> = {}) {
  return createSend({ timeout: patient, userAgent: "billing/test", ...options });
}

function get(url: string): HttpRequest {
  return { method: "GET", url, headers: {} };
}

function put(url: string, body = "{}"): HttpRequest {
  return { method: "PUT", url, headers: { "content-type": "application/json" }, body };
}

/** The NoAnswer that a promise ends with. */
async function failure(answer: Promise<unknown>): Promise<NoAnswer> {
  const error: unknown = await answer.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof NoAnswer) return error;
  throw new Error(`expected no answer, got ${inspect(error)}`);
}

describe("what is sent", () => {
  test("method, path, headers and the body in UTF-8 arrive as given", async () => {
    await using server = await httpServer((response) => response.end());
    const body = '{"name":"Zoë 🦊"}\n';
    await sender()({
      method: "PATCH",
      url: `${server.url}/customers/a%2Fb%20c?q=O'Brien&r=%5B1%5D`,
      headers: { Authorization: "Bearer t", "Content-Type": "application/json" },
      body,
    });
    expect(server.received).toMatchObject([
      {
        method: "PATCH",
        path: "/customers/a%2Fb%20c?q=O%27Brien&r=%5B1%5D",
        headers: {
          authorization: "Bearer t",
          "content-type": "application/json",
          "content-length": String(Buffer.byteLength(body)),
          "user-agent": "billing/test",
        },
        body,
      },
    ]);
    expect(server.received[0]?.headers).not.toHaveProperty("transfer-encoding");
  });

  test.each([
    ["GET", undefined, undefined],
    ["HEAD", undefined, undefined],
    ["DELETE", undefined, undefined],
    ["POST", undefined, "0"],
    ["PUT", undefined, "0"],
    ["PATCH", "", "0"],
    ["GET", "{}", "2"],
    ["DELETE", "{}", "2"],
  ])("%s with the body %j states the length %j", async (method, body, length) => {
    await using server = await httpServer((response) => response.end());
    await sender()({
      method,
      url: server.url,
      headers: {},
      ...(body === undefined ? {} : { body }),
    });
    const [received] = server.received;
    expect(received).toMatchObject({ method, body: body ?? "" });
    expect(received?.headers["content-length"]).toBe(length);
    expect(received?.headers["transfer-encoding"]).toBeUndefined();
  });

  test("a large body arrives whole", async () => {
    await using server = await httpServer((response) => response.end());
    const body = "ø".repeat(1_000_000);
    await sender()(put(server.url, body));
    expect(server.received[0]?.body === body).toBe(true);
  });

  test("a user agent of the request's own wins", async () => {
    await using server = await httpServer((response) => response.end());
    await sender()({ ...get(server.url), headers: { "User-Agent": "mine" } });
    expect(server.received[0]?.headers["user-agent"]).toBe("mine");
  });
});

describe("what is received", () => {
  test("names in lower case, repeated headers joined, every cookie kept", async () => {
    await using server = await byteServer(
      "HTTP/1.1 200 OK\r\nX-Request-Id: r1\r\nX-Many: a\r\nX-Many: b\r\n" +
        "Set-Cookie: c=1\r\nSet-Cookie: d=2\r\nContent-Length: 2\r\n\r\nhi",
    );
    expect(await sender()(get(server.url))).toEqual({
      status: 200,
      headers: {
        "x-request-id": "r1",
        "x-many": "a, b",
        "set-cookie": "c=1, d=2",
        "content-length": "2",
      },
      body: "hi",
    });
  });

  test("characters cut apart by the network are put together, and a byte order mark is dropped", async () => {
    const bytes = Buffer.from("\u{FEFF}Zoë 🦊");
    await using server = await httpServer((response) => {
      const writeFrom = (at: number) => {
        if (at === bytes.length) response.end();
        else response.write(bytes.subarray(at, at + 1), () => writeFrom(at + 1));
      };
      writeFrom(0);
    });
    expect((await sender()(get(server.url))).body).toBe("Zoë 🦊");
  });

  test.each([
    ["gzip", gzipSync],
    ["br", brotliCompressSync],
    ["deflate", deflateSync],
  ])("%s is decompressed", async (encoding, compress) => {
    await using server = await httpServer((response) => {
      response.setHeader("content-encoding", encoding);
      response.end(compress("Zoë ".repeat(1000)));
    });
    const { body, headers } = await sender()(get(server.url));
    expect(body).toBe("Zoë ".repeat(1000));
    expect(headers).not.toHaveProperty("content-encoding");
  });

  test("a body that ends with the connection is whole when no length was promised", async () => {
    await using server = await byteServer("HTTP/1.1 200 OK\r\n\r\nto the end");
    expect((await sender()(get(server.url))).body).toBe("to the end");
  });

  test.each([301, 302, 303, 307, 308])("a redirect with %d is an answer", async (status) => {
    await using elsewhere = await httpServer((response) => response.end());
    await using server = await httpServer((response) => {
      response.writeHead(status, { location: `${elsewhere.url}/stolen` }).end("moved");
    });
    const answer = await sender()({ ...put(server.url), headers: { "x-api-key": "k" } });
    expect(answer).toMatchObject({ status, body: "moved" });
    expect(elsewhere.sockets).toEqual([]);
  });

  test.each([
    ["PUT", 503],
    ["PUT", 429],
    ["GET", 500],
    ["GET", 408],
    ["DELETE", 502],
  ])("%s answered with %d is sent once", async (method, status) => {
    await using server = await httpServer((response) => {
      response.writeHead(status, { "retry-after": "0" }).end("busy");
    });
    const answer = await sender()({ method, url: server.url, headers: {} });
    expect(answer).toMatchObject({ status, body: "busy" });
    expect(server.received).toHaveLength(1);
  });

  test.each([204, 304])("%d has no body", async (status) => {
    await using server = await httpServer((response) => response.writeHead(status).end());
    expect(await sender()(get(server.url))).toMatchObject({ status, body: "" });
  });

  test("an answer to HEAD has the length it would have, and no body", async () => {
    await using server = await httpServer((response) => {
      response.writeHead(200, { "content-length": "99999999" }).end();
    });
    const answer = await sender()({ ...get(server.url), method: "HEAD" });
    expect(answer).toMatchObject({ status: 200, body: "" });
  });

  test("a refusal that comes before the upload is done is the answer", async () => {
    await using server = await rawServer((socket) => {
      socket.once("data", () => {
        socket.pause();
        socket.write("HTTP/1.1 413 Too Large\r\nContent-Length: 3\r\n\r\nbig");
      });
    });
    const answer = await sender()(put(server.url, "x".repeat(50_000_000)));
    expect(answer).toMatchObject({ status: 413, body: "big" });
  });

  test("a success that is not UTF-8 is no answer, for its record could be written back broken", async () => {
    await using server = await httpServer((response) =>
      response.end(Buffer.from("Zo\u{EB}", "latin1")),
    );
    expect(await failure(sender()(get(server.url)))).toMatchObject({
      sent: true,
      code: "NOT_UTF8",
    });
  });

  test("a refusal that is not UTF-8 keeps its status", async () => {
    await using server = await httpServer((response) => {
      response.writeHead(502).end(Buffer.from("Zo\u{EB}", "latin1"));
    });
    expect(await sender()(get(server.url))).toMatchObject({ status: 502, body: "Zo\u{FFFD}" });
  });
});

describe("connections", () => {
  test("one connection carries requests one after the other", async () => {
    await using server = await httpServer((response) => response.end("ok"));
    const send = sender();
    for (const path of ["/1", "/2", "/3"]) await send(put(server.url + path));
    expect(server.received.map(({ path }) => path)).toEqual(["/1", "/2", "/3"]);
    expect(server.sockets).toHaveLength(1);
  });

  test("an idle connection is closed before it can go stale", async () => {
    await using server = await httpServer((response) => response.end("ok"));
    const send = sender();
    await send(get(server.url));
    const [socket] = server.sockets;
    if (socket?.closed === false) await once(socket, "close");
    await send(get(server.url));
    expect(server.sockets).toHaveLength(2);
  });

  test("an idle connection does not keep the process alive", async () => {
    await using server = await httpServer((response) => response.end("ok"));
    const module = fileURLToPath(new URL("../../../src/http/send/got-send.ts", import.meta.url));
    const program = `
      import { subscribe } from "node:diagnostics_channel";
      import { createSend } from ${JSON.stringify(module)};
      const send = createSend({ timeout: ${JSON.stringify(patient)}, userAgent: "t" });
      let connection;
      subscribe("net.client.socket", ({ socket }) => (connection = socket));
      const { body } = await send({ method: "GET", url: ${JSON.stringify(server.url)}, headers: {} });
      process.on("exit", () => console.log(body, "still open:", !connection.destroyed));`;
    const child = spawn(process.execPath, ["--input-type=module", "-e", program]);
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => (output += String(chunk)));
    const [code] = await once(child, "close");
    expect({ code, output }).toEqual({ code: 0, output: "ok still open: true\n" });
  });

  test("many requests at once share an interruption signal without a warning", async () => {
    const warnings: Error[] = [];
    const onWarning = (warning: Error) => warnings.push(warning);
    process.on("warning", onWarning);
    await using server = await httpServer((response) => response.end("ok"));
    const send = sender({ signal: new AbortController().signal });
    const answers = await Promise.all(Array.from({ length: 30 }, () => send(get(server.url))));
    process.off("warning", onWarning);
    expect(answers).toHaveLength(30);
    expect(warnings).toEqual([]);
  });
});

describe("no answer, and the request certainly did not arrive", () => {
  test("nobody listens", async () => {
    const server = await httpServer((response) => response.end());
    await server[Symbol.asyncDispose]();
    const error = await failure(sender()(put(server.url)));
    expect(error).toMatchObject({ sent: false, code: "ECONNREFUSED" });
    expect(error.message).toBe(
      `${server.url.slice("http://".length)} refused the connection (ECONNREFUSED)`,
    );
  });

  test("the name does not exist", async () => {
    const error = await failure(sender()(put("http://no-such-host.invalid/")));
    expect(error.sent).toBe(false);
    expect(["ENOTFOUND", "EAI_AGAIN"]).toContain(error.code);
  });

  test("the server never agrees on TLS", async () => {
    await using server = await rawServer(() => {});
    const send = sender({ timeout: { ...patient, connect: 1000 } });
    const error = await failure(send(put(server.url.replace("http:", "https:"))));
    expect(error).toMatchObject({ sent: false, code: "ETIMEDOUT" });
    expect(error.message).toContain("Agreeing on TLS");
  });

  test("the whole time is up before TLS is agreed on", async () => {
    await using server = await rawServer(() => {});
    const send = sender({ timeout: { ...patient, request: 1000 } });
    const error = await failure(send(put(server.url.replace("http:", "https:"))));
    expect(error).toMatchObject({ sent: false, code: "ETIMEDOUT" });
  });

  test("the server hangs up during TLS", async () => {
    await using server = await rawServer((socket) => socket.once("data", () => socket.destroy()));
    const error = await failure(sender()(put(server.url.replace("http:", "https:"))));
    expect(error).toMatchObject({ sent: false, code: "ECONNRESET" });
  });

  test("the server does not speak TLS", async () => {
    await using server = await httpServer((response) => response.end());
    const error = await failure(sender()(put(server.url.replace("http:", "https:"))));
    expect(error.sent).toBe(false);
    expect(error.code).toMatch(/^(EPROTO|ERR_SSL_)/);
    expect(server.received).toEqual([]);
  });

  test.each(["TLSv1.2", "TLSv1.3"] as const)(
    "the certificate is not trusted, over %s",
    async (version) => {
      const received: string[] = [];
      const server = createHttpsServer(
        { ...selfSigned, minVersion: version, maxVersion: version },
        (request, response) => {
          received.push(request.url ?? "");
          response.end();
        },
      );
      await using running = await started(server, [], "https");
      for (const body of ["{}", "x".repeat(500_000)]) {
        const error = await failure(sender()(put(running.url, body)));
        expect(error).toMatchObject({ sent: false, code: "DEPTH_ZERO_SELF_SIGNED_CERT" });
      }
      expect(received).toEqual([]);
    },
  );

  test.each([
    "ftp://127.0.0.1/",
    "/customers",
    "http:127.0.0.1",
    "http://",
    "http://[::1/",
    "http://user:pa55@127.0.0.1/",
    "http://127.0.0.1/v1/customers/..",
    "http://127.0.0.1/v1/customers/%2e%2E/x",
    "http://127.0.0.1/v1/customers/.",
    "http://127.0.0.1/a b",
    "http://127.0.0.1/é",
    "http://127.0.0.1\\a",
    "http://127.0.0.1/#part",
  ])("the address %s", async (url) => {
    const error = await failure(sender()(put(url)));
    expect(error).toMatchObject({ sent: false, code: "INVALID_URL" });
    expect(error.message).not.toContain("pa55");
  });

  test.each([
    ["a line break in a header", { headers: { authorization: "Bearer s3cr3t\r\nX-Evil: 1" } }],
    [
      "a character beyond Latin-1 in a header",
      { headers: { authorization: "Bearer s3cr3t\u{2713}" } },
    ],
    ["a header's name with a space", { headers: { "x y": "s3cr3t" } }],
    ["a method with a space", { method: "GET /s3cr3t" }],
    ["a body to HEAD", { method: "HEAD", body: "s3cr3t" }],
  ])("%s", async (_, change) => {
    await using server = await httpServer((response) => response.end());
    const error = await failure(sender()({ ...get(server.url), ...change }));
    expect(error).toMatchObject({ sent: false, code: "INVALID_REQUEST" });
    expect(inspect(error, { depth: 20, showHidden: true })).not.toContain("s3cr3t");
    expect(server.received).toEqual([]);
  });
});

describe("no answer, and the request may have arrived", () => {
  test("the server hangs up without an answer", async () => {
    await using server = await rawServer((socket) => socket.once("data", () => socket.destroy()));
    expect(await failure(sender()(put(server.url)))).toMatchObject({
      sent: true,
      code: "ECONNRESET",
    });
  });

  test("the server resets the connection", async () => {
    await using server = await rawServer((socket) => {
      socket.once("data", () => socket.resetAndDestroy());
    });
    expect(await failure(sender()(put(server.url)))).toMatchObject({
      sent: true,
      code: "ECONNRESET",
    });
  });

  test("a kept connection turns out to be dead", async () => {
    await using server = await rawServer((socket) => {
      socket.once("data", () => {
        socket.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        socket.once("data", () => socket.resetAndDestroy());
      });
    });
    const send = sender();
    await send(put(server.url));
    expect(await failure(send(put(server.url)))).toMatchObject({ sent: true, code: "ECONNRESET" });
    expect(server.sockets).toHaveLength(1);
  });

  const gzipped = gzipSync("Zoë ".repeat(1000));
  const gzipHead = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n";
  test.each<[string, string | Buffer, string, false?]>([
    [
      "is shorter than promised",
      "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{}",
      "ERR_HTTP_CONTENT_LENGTH_MISMATCH",
    ],
    [
      "stops between chunks",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n",
      "ECONNRESET",
    ],
    ["stops in its headers", "HTTP/1.1 200 OK\r\nX-Half: ", "ECONNRESET"],
    [
      "is compressed and cut short",
      Buffer.concat([Buffer.from(`${gzipHead}\r\n`), gzipped.subarray(0, -9)]),
      "Z_BUF_ERROR",
    ],
    [
      "is compressed and shorter than promised",
      Buffer.concat([Buffer.from(`${gzipHead}Content-Length: 9999\r\n\r\n`), gzipped]),
      "ERR_HTTP_CONTENT_LENGTH_MISMATCH",
    ],
    ["is damaged", `${gzipHead}Content-Length: 5\r\n\r\nhello`, "Z_DATA_ERROR"],
    ["is damaged, and its end is not there yet", `${gzipHead}\r\nhello`, "Z_DATA_ERROR", false],
    [
      "is damaged at its beginning",
      `${gzipHead}Content-Length: 9\r\n\r\nhello`,
      "Z_DATA_ERROR",
      false,
    ],
    ["is not HTTP", "SSH-2.0-OpenSSH_9.6\r\n", "HPE_"],
    [
      "has two lengths",
      "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
      "HPE_",
    ],
  ])("the answer %s", async (_, bytes, code, close) => {
    await using server = await byteServer(bytes, close);
    const error = await failure(sender()(put(server.url)));
    expect(error.sent).toBe(true);
    expect(error.code).toContain(code);
  });

  test.each([
    ["says so", { "content-length": "1001" }, Buffer.alloc(1001, "a")],
    ["does not say so", {}, Buffer.alloc(1001, "a")],
    ["is so once unpacked", { "content-encoding": "gzip" }, gzipSync("a".repeat(1_000_000))],
  ])("the answer is too long and %s", async (_, headers, body) => {
    await using server = await httpServer((response) => {
      response.writeHead(200, headers);
      response.write(body);
      response.end();
    });
    const error = await failure(sender({ maxBodyBytes: 1000 })(put(server.url)));
    expect(error).toMatchObject({ sent: true, code: "TOO_LARGE" });
  });

  test("an answer that announces too great a length is not waited for", async () => {
    await using server = await byteServer("HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n", false);
    const error = await failure(sender({ maxBodyBytes: 1000 })(put(server.url)));
    expect(error).toMatchObject({ sent: true, code: "TOO_LARGE" });
  });

  test("the longest accepted answer is accepted", async () => {
    await using server = await httpServer((response) => response.end("a".repeat(1000)));
    expect((await sender({ maxBodyBytes: 1000 })(get(server.url))).body).toHaveLength(1000);
  });

  test.each([
    ["the answer does not begin in time", "", { response: 50 }, "took too long to answer"],
    [
      "the answer does not end in time",
      "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf",
      { request: 2000 },
      "The whole exchange",
    ],
    [
      "the headers do not end in time",
      "HTTP/1.1 200 OK\r\nX-",
      { response: 50 },
      "took too long to answer",
    ],
  ])("%s", async (_, bytes, limit, words) => {
    await using server = await byteServer(bytes, false);
    const error = await failure(sender({ timeout: { ...patient, ...limit } })(put(server.url)));
    expect(error).toMatchObject({ sent: true, code: "ETIMEDOUT" });
    expect(error.message).toContain(words);
  });

  test("the upload is never taken", async () => {
    await using server = await rawServer((socket) => socket.pause());
    const send = sender({ timeout: { ...patient, request: 3000 } });
    const error = await failure(send(put(server.url, "x".repeat(50_000_000))));
    expect(error).toMatchObject({ sent: true, code: "ETIMEDOUT" });
  });

  test("nothing of the request's headers or body is in the error", async () => {
    await using server = await rawServer((socket) => socket.once("data", () => socket.destroy()));
    const request = { ...put(server.url, "s3cr3t"), headers: { authorization: "Bearer s3cr3t" } };
    const error = await failure(sender()(request));
    expect(inspect(error, { depth: 20, showHidden: true })).not.toContain("s3cr3t");
  });
});

describe.each([
  ["an interruption", (signal: AbortSignal): Send => sender({ signal })],
  [
    "an end of this request alone",
    (signal: AbortSignal): Send => {
      const send = sender({ signal: new AbortController().signal });
      return (request) => send(request, signal);
    },
  ],
])("%s", (_what, interruptible) => {
  test("before the request: nothing is sent", async () => {
    await using server = await httpServer((response) => response.end());
    const error = await failure(interruptible(AbortSignal.abort("SIGINT"))(put(server.url)));
    expect(error).toMatchObject({ sent: false, code: "ABORTED" });
    expect(server.sockets).toEqual([]);
  });

  test("while TLS is agreed on: the request certainly did not arrive", async () => {
    const controller = new AbortController();
    await using server = await rawServer((socket) => {
      socket.once("data", () => controller.abort("SIGINT"));
    });
    const send = interruptible(controller.signal);
    const error = await failure(send(put(server.url.replace("http:", "https:"))));
    expect(error).toMatchObject({ sent: false, code: "ABORTED" });
  });

  test("while the answer is awaited: the request may have arrived", async () => {
    const controller = new AbortController();
    await using server = await httpServer(() => controller.abort("SIGINT"));
    const error = await failure(interruptible(controller.signal)(put(server.url)));
    expect(error).toMatchObject({ sent: true, code: "ABORTED" });
  });

  test("while the answer is read: the request has arrived", async () => {
    const controller = new AbortController();
    await using server = await httpServer((response) => {
      response.writeHead(200, { "content-length": "9" });
      response.write("half", () => controller.abort("SIGTERM"));
    });
    const error = await failure(interruptible(controller.signal)(put(server.url)));
    expect(error).toMatchObject({ sent: true, code: "ABORTED" });
  });

  test("after an answer: the answer stands", async () => {
    const controller = new AbortController();
    await using server = await httpServer((response) => response.end("ok"));
    const answer = await interruptible(controller.signal)(put(server.url));
    controller.abort("SIGINT");
    expect(answer.body).toBe("ok");
  });
});

test("a trusted server is spoken to over TLS", async () => {
  const server = createHttpsServer(selfSigned, (_, response) => response.end("safe"));
  await using running = await started(server, [], "https");
  const trusted = getCACertificates();
  setDefaultCACertificates([...trusted, selfSigned.cert]);
  try {
    expect((await sender()(get(running.url))).body).toBe("safe");
  } finally {
    setDefaultCACertificates(trusted);
  }
});

describe("an answer that is none, or more than one,", () => {
  const hello = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";
  const impatient = { timeout: { connect: 2000, response: 2000, request: 2000 } };

  test.each([
    ["101 with an upgrade", "Connection: Upgrade\r\nUpgrade: websocket\r\n"],
    ["101 without a word", ""],
  ])("%s ends at once, and its connection with it", async (_what, headers) => {
    await using server = await byteServer(
      `HTTP/1.1 101 Switching Protocols\r\n${headers}\r\n`,
      false,
    );
    expect(await failure(sender()(put(server.url)))).toMatchObject({
      code: "UPGRADED",
      sent: true,
    });
    const [socket] = server.sockets;
    if (socket?.closed === false) await once(socket, "close");
  });

  test("notices before the answer are passed over", async () => {
    const notices = "HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n";
    await using server = await byteServer(`${notices}${hello}`);
    expect(await sender()(put(server.url))).toMatchObject({ status: 200, body: "{}" });
  });

  test("notices without end are not listened to for longer than a request may take", async () => {
    await using server = await rawServer((socket) => {
      const more = () => {
        if (!socket.destroyed)
          socket.write("HTTP/1.1 102 Processing\r\n\r\n", () => setImmediate(more));
      };
      socket.once("data", more);
    });
    expect(await failure(sender(impatient)(put(server.url)))).toMatchObject({
      code: "ETIMEDOUT",
      sent: true,
    });
  });

  test("a body that never ends is not waited for longer than a request may take", async () => {
    const head = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{";
    await using server = await byteServer(head, false);
    expect(await failure(sender(impatient)(put(server.url)))).toMatchObject({
      code: "ETIMEDOUT",
      sent: true,
    });
  });

  test("a body after HEAD is nobody's answer", async () => {
    await using server = await rawServer((socket) => {
      socket.on("data", () => socket.write(hello));
    });
    const head = await sender()({ method: "HEAD", url: server.url, headers: {} }).then(
      ({ status, body }) => `${status} ${body}`,
      (error: unknown) => (error instanceof NoAnswer ? "no answer" : error),
    );
    expect(["200 ", "no answer"]).toContain(head);
  });

  test("trailers are no part of it", async () => {
    const chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-Late\r\n\r\n";
    await using server = await byteServer(`${chunked}2\r\n{}\r\n0\r\nX-Late: 1\r\n\r\n`, false);
    const answer = await sender()(put(server.url));
    expect(answer).toMatchObject({ status: 200, body: "{}" });
    expect(answer.headers).not.toHaveProperty("x-late");
  });
});
