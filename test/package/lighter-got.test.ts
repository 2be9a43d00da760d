/** The library as it is bundled sends and answers as the one that was installed. */
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import type { Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { build, type Plugin } from "esbuild";
import { expect, onTestFinished, test } from "vitest";

import { builtins } from "../../build/builtins.ts";
import { buildOptions } from "../../build/options.ts";
import type { HttpRequest, Send } from "../../src/domain/exchange.ts";
import { createSend } from "../../src/http/send/got-send.ts";
import { rawServer } from "../http/servers.ts";
import { randomNumbers, rounds, roundsPatience, testSeed } from "../support/random.ts";

const options = {
  timeout: { connect: 60_000, response: 60_000, request: 60_000 },
  userAgent: "billing/test",
  maxBodyBytes: 1000,
};

test(
  "a random request meets a random answer alike",
  async () => {
    const bundled = (await bundledSend()) as typeof createSend;
    const random = randomNumbers(testSeed);
    const answers: string[] = [];
    const received: string[] = [];
    await using server = await rawServer((socket) => serve(socket, received, answers));
    const [plain, lighter] = [createSend(options), bundled(options)];
    for (let round = 0; round < rounds(150); round += 1) {
      const request = randomRequest(server.url, random);
      const answer = randomAnswer(random);
      // What a request that was not sent would have had is nobody's.
      answers.splice(0, Infinity, answer, answer);
      const expected = { ...(await came(plain, request)), sent: received.shift() };
      const found = { ...(await came(lighter, request)), sent: received.shift() };
      const about = `BILLING_TEST_SEED=${testSeed}, round ${round}: ${JSON.stringify({ request, answer })}`;
      expect({ about, ...found }).toEqual({ about, ...expected });
    }
  },
  roundsPatience,
);

test("of a request that has ended next to nothing stays when young objects are collected", async () => {
  const [lighter, plain] = [await bundleOf(buildOptions.plugins), await bundleOf([builtins])];
  const kept = { lighter: await keptBytes(lighter), plain: await keptBytes(plain) };
  expect({ ...kept, isLess: kept.lighter < kept.plain / 4 }).toMatchObject({ isLess: true });
});

async function keptBytes(bundle: string): Promise<number> {
  const program = fileURLToPath(new URL("kept-bytes.ts", import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, ["--expose-gc", program, bundle]);
  return Number(stdout);
}

async function bundledSend(): Promise<unknown> {
  const outfile = await bundleOf(buildOptions.plugins);
  return createRequire(outfile)(outfile).createSend;
}

/** @returns its path */
async function bundleOf(plugins: readonly Plugin[]): Promise<string> {
  const directory = mkdtempSync(join(tmpdir(), "billing-lighter-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const outfile = join(directory, "send.cjs");
  const entryPoints = ["src/http/send/got-send.ts"];
  await build({ ...buildOptions, plugins: [...plugins], entryPoints, outfile });
  return outfile;
}

/** What a request came to, whichever of the two programs threw. */
async function came(send: Send, request: HttpRequest): Promise<Readonly<Record<string, unknown>>> {
  try {
    return { ...(await send(request)) };
  } catch (error) {
    const { message, sent, code, hint } = error as Record<string, unknown>;
    return { message, wasSent: sent, code, hint };
  }
}

/** Answers each whole request with the next answer, and hangs up behind one that says so or has no proper end. */
function serve(socket: Socket, received: string[], answers: string[]): void {
  let text = "";
  socket.setEncoding("latin1").on("data", (chunk: string) => {
    text += chunk;
    const head = text.indexOf("\r\n\r\n");
    const length = Number(/\r\ncontent-length: (\d+)/iu.exec(text)?.[1] ?? 0);
    if (head === -1 || text.length < head + 4 + length) return;
    received.push(text);
    text = "";
    const answer = answers.shift() ?? "";
    if (/keep-alive/u.test(answer)) socket.write(answer, "latin1");
    else socket.end(answer, "latin1");
  });
}

type Random = () => number;

const oneOf = <T>(random: Random, all: readonly T[]): T =>
  all[Math.floor(random() * all.length)] as T;

function randomRequest(origin: string, random: Random): HttpRequest {
  const method = oneOf(random, ["GET", "GET", "PUT", "PUT", "PATCH", "POST", "DELETE", "HEAD"]);
  const path = oneOf(random, ["/customers/cus_1", "/a%2Fb?q=1&r=", "/", ""]);
  const body = oneOf(random, [
    undefined,
    "{}",
    '{"name":"Zo\u00eb \u{1f98a}"}',
    "",
    "x".repeat(70_000),
  ]);
  const headers: Record<string, string> = { "X-Api-Key": "ck_1" };
  if (random() < 0.5) headers["content-type"] = "application/json";
  if (random() < 0.2) headers["accept-encoding"] = "identity";
  if (random() < 0.2) headers["Authorization"] = "Bearer t";
  if (random() < 0.1) headers["user-agent"] = "";
  if (random() < 0.1) headers["x-wrong"] = "a\nb";
  return { method, url: origin + path, headers, ...(body === undefined ? {} : { body }) };
}

const codings: readonly (readonly [name: string, zip: (bytes: Buffer) => Buffer])[] = [
  ...["gzip", "x-gzip", "gzip, identity", "GZIP"].map((name) => [name, gzipSync] as const),
  ["deflate", deflateSync],
  ["deflate", deflateRawSync],
  ["br", brotliCompressSync],
];

/** Each character is a byte. One thing at most is wrong with it: of two, chance says which is noticed first. */
function randomAnswer(random: Random): string {
  const wrong = oneOf(random, ["", "", "", "short", "torn", "long", "characters", "coding"]);
  const status = oneOf(random, [200, 200, 200, 201, 204, 301, 304, 404, 429, 500, 101, 103]);
  const proper = oneOf(random, ["", '{"id":1}', "Zo\u00c3\u00ab"]);
  const text = wrong === "long" ? "y".repeat(2000) : wrong === "characters" ? "\u00ff" : proper;
  const isZipped = (wrong === "" || wrong === "characters") && random() < 0.4;
  const [coding, zip] = oneOf(random, codings);
  const body = isZipped ? zip(Buffer.from(text, "latin1")).toString("latin1") : text;
  const hints = random() < 0.1 ? ["HTTP/1.1 103 Early Hints", "Link: </a>", ""] : [];
  const lines = [...hints, `HTTP/1.1 ${status} ${oneOf(random, ["OK", ""])}`];
  if (isZipped) {
    lines.push(`Content-Encoding: ${coding}`);
  } else if (wrong === "coding") {
    lines.push(`Content-Encoding: ${oneOf(random, ["gzip", "br", "unheard"])}`);
  }
  if (random() < 0.2) lines.push("Set-Cookie: a=1", "set-cookie: b=2");
  if (status === 301) lines.push(`Location: ${oneOf(random, ["/elsewhere", "http://[", ""])}`);
  if (wrong === "torn") return lines.join("\r\n");
  const framing = wrong === "short" ? "length" : oneOf(random, ["length", "chunked", "none"]);
  if (framing === "length")
    lines.push(`Content-Length: ${body.length + (wrong === "short" ? 5 : 0)}`);
  if (framing === "chunked") lines.push("Transfer-Encoding: chunked");
  const isKept = framing === "length" && wrong === "" && status === 200 && random() < 0.5;
  lines.push(`Connection: ${isKept ? "keep-alive" : "close"}`);
  const chunked = `${body === "" ? "" : `${body.length.toString(16)}\r\n${body}\r\n`}0\r\n\r\n`;
  return `${lines.join("\r\n")}\r\n\r\n${framing === "chunked" ? chunked : body}`;
}
