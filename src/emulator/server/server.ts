/** HTTP on loopback, and nothing about any vendor. */
import { setMaxListeners } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { BillingError } from "../../domain/errors.ts";
import { isSystemError } from "../../files/system-error.ts";
import { plainAnswer } from "./answer.ts";
import { deliver, type ServerAnswer, unlessAborted } from "./delivery.ts";

/** A request as it came in. */
export interface ServerRequest {
  readonly method: string;
  /** Path and query, as sent. */
  readonly target: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Reads the body; undefined when it has more bytes. Everything is taken in, so that the client sees the answer. */
  readBody(limit: number): Promise<string | undefined>;
  /** Waits so many milliseconds; no longer than the server serves. */
  readonly pause: (milliseconds: number) => Promise<void>;
}

export interface LoopbackServer {
  /** `http://127.0.0.1:4010`. */
  readonly origin: string;
  /** Answers what came in whole, takes nothing new, closes every connection. */
  readonly close: () => Promise<void>;
}

/**
 * Serves on 127.0.0.1; port 0 takes a free one. A request for another host than loopback is refused, so that no web
 * page can reach the emulator through a name that it made point here.
 *
 * @throws BillingError when the port cannot be had
 */
export async function listen(
  port: number,
  respond: (request: ServerRequest) => Promise<ServerAnswer>,
): Promise<LoopbackServer> {
  const closing = new AbortController();
  // As many as there are requests under way: none of them is a leak.
  setMaxListeners(0, closing.signal);
  const underWay = new Map<Promise<void>, IncomingMessage>();
  const server = createServer((incoming, response) => {
    const done = serve(incoming, response, respond, closing.signal).finally(() =>
      underWay.delete(done),
    );
    underWay.set(done, incoming);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error) => {
      reject(cannotListen(port, error));
    });
    server.listen(port, "127.0.0.1", resolve);
  });
  const { port: taken } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${taken}`,
    async close() {
      closing.abort();
      const closed = new Promise((resolve) => server.close(resolve));
      for (const incoming of underWay.values()) {
        if (!incoming.complete) incoming.destroy();
      }
      await Promise.allSettled(underWay.keys());
      server.closeAllConnections();
      await closed;
    },
  };
}

async function serve(
  incoming: IncomingMessage,
  response: ServerResponse,
  respond: (request: ServerRequest) => Promise<ServerAnswer>,
  closing: AbortSignal,
): Promise<void> {
  try {
    const answer: ServerAnswer = isLoopback(incoming.headers.host)
      ? await respond(readRequest(incoming, closing))
      : plainAnswer(403, "Only requests for loopback are answered\n");
    await deliver(answer, response, closing);
  } catch (error) {
    const message = error instanceof Error ? error.message : "unknown";
    await deliver(plainAnswer(500, `The emulator failed: ${message}\n`), response, closing);
  }
}

function readRequest(incoming: IncomingMessage, closing: AbortSignal): ServerRequest {
  const headers = Object.entries(incoming.headers).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join(", ") : (value ?? ""),
  ]);
  return {
    method: incoming.method ?? "GET",
    target: incoming.url ?? "/",
    headers: Object.fromEntries(headers) as Record<string, string>,
    async readBody(limit) {
      const chunks: Buffer[] = [];
      let size = 0;
      for await (const chunk of incoming as AsyncIterable<Buffer>) {
        size += chunk.length;
        if (size <= limit) chunks.push(chunk);
      }
      return size > limit
        ? undefined
        : new TextDecoder("utf-8", { ignoreBOM: true }).decode(Buffer.concat(chunks));
    },
    async pause(milliseconds) {
      await unlessAborted(delay(milliseconds, undefined, { signal: closing }));
    },
  };
}

function isLoopback(host: string | undefined): boolean {
  return /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/iu.test(host ?? "");
}

function cannotListen(port: number, error: unknown): BillingError {
  const code = isSystemError(error) ? error.code : "unknown";
  const message =
    code === "EADDRINUSE"
      ? `port ${port} is already in use`
      : `the emulator cannot listen on port ${port} (${code})`;
  return new BillingError("usage", message, {
    hint: "choose another with --port; 0 takes a free one",
    cause: error,
  });
}
