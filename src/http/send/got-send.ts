/** The only user of got: one {@link HttpRequest} out, one whole {@link HttpResponse} back, or {@link NoAnswer}. */
import type { ClientRequest, IncomingHttpHeaders } from "node:http";
import type { Agent as HttpsAgent } from "node:https";
import got from "got";
import { type HttpRequest, type HttpResponse, NoAnswer, type Send } from "../../domain/exchange.ts";
import { type Connections, directly } from "./agents.ts";
import { nativeRequest } from "./native-request.ts";
import { isDamage, noAnswer, type ProxyAnswer, refusedBy } from "./no-answer.ts";
import { targetOf } from "./target.ts";
import { underWay } from "./under-way.ts";

export interface SendOptions {
  /** Milliseconds. */
  readonly timeout: {
    /** For each of looking the name up, connecting, and agreeing on TLS. */
    readonly connect: number;
    /** From the request sent in full to the first byte of the answer. */
    readonly response: number;
    /** For the whole exchange. */
    readonly request: number;
  };
  readonly userAgent: string;
  /** Direct ones unless given. */
  readonly connections?: Connections;
  /** Ends every exchange under way, and refuses new ones, with the code `ABORTED`. */
  readonly signal?: AbortSignal;
  /** Longest body that is read, decompressed; 10 MiB unless given. */
  readonly maxBodyBytes?: number;
}

const tenMebibytes = 10 * 1024 * 1024;

/**
 * Sends over HTTP/1.1 with connections kept between requests; idle ones do not keep the process
 * alive. Never retries, follows no redirect (a 3xx is an answer like any other), keeps no cookies.
 */
export function createSend({ maxBodyBytes = tenMebibytes, ...options }: SendOptions): Send {
  const { connections = directly(), signal } = options;
  // Most runs speak one of them, and the other is not loaded.
  const clients = new Map<string, typeof got>();
  const clientFor = ({ protocol }: URL) => {
    const known = clients.get(protocol);
    if (known !== undefined) return known;
    const client = createClient(options, agentFor(protocol, connections));
    clients.set(protocol, client);
    return client;
  };
  const endsBy = underWay();
  return async (request, abort) => {
    const target = targetOf(request.url);
    const signals = [signal, abort].filter((given) => given !== undefined);
    const way = {
      target,
      limit: maxBodyBytes,
      proxy: connections.proxy,
      ends: signals.map(endsBy),
    };
    if (signals.some(({ aborted: isAborted }) => isAborted)) {
      throw noAnswer(aborted, { sent: false, host: target.host, proxy: way.proxy?.host });
    }
    const { method, headers, body } = request;
    const stream = clientFor(target).stream(target, {
      method,
      headers: { ...headers, ...lengthOf(body) },
      // As an option, a body is compared with FormData, which loads the whole of fetch; got itself refuses one to HEAD.
      ...(body === undefined ? {} : method === "HEAD" ? { body } : { allowGetBody: true }),
    });
    return collect(stream, request, way);
  };
}

function agentFor(protocol: string, connections: Connections) {
  // Got tells the one for https by its class.
  return protocol === "https:"
    ? { https: connections.https as HttpsAgent }
    : { http: connections.http };
}

function createClient(
  { timeout, userAgent }: SendOptions,
  agent: ReturnType<typeof agentFor>,
): typeof got {
  const client = got.extend({
    agent,
    request: nativeRequest,
    decompress: true,
    followRedirect: false,
    throwHttpErrors: false,
    retry: { limit: 0 },
    headers: { "user-agent": userAgent },
    timeout: {
      lookup: timeout.connect,
      connect: timeout.connect,
      secureConnect: timeout.connect,
      response: timeout.response,
      request: timeout.request,
    },
    mutableDefaults: true,
  });
  // For a cache that is not used: its empty keys, spread into the options of each request, are slow on Node 20.
  client.defaults.options.cacheOptions = {};
  return client;
}

function lengthOf(body: string | undefined): Record<string, string> {
  return body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
}

type GotStream = ReturnType<typeof got.stream>;

interface Way {
  readonly target: URL;
  /** Bytes. */
  readonly limit: number;
  readonly proxy: Connections["proxy"];
  /** What ends the exchanges that have not ended, for each signal. */
  readonly ends: readonly Set<() => void>[];
}

const aborted = { code: "ERR_ABORTED" };

function collect(
  stream: GotStream,
  request: HttpRequest,
  { target, limit, proxy, ends }: Way,
): Promise<HttpResponse> {
  return new Promise((resolve, reject) => {
    let sent = false;
    let ended = false;
    let abandon: (() => void) | undefined;
    let head: { status: number; headers: IncomingHttpHeaders } | undefined;
    let size = 0;
    const chunks: Uint8Array[] = [];

    const end = () => {
      ended = true;
      for (const each of ends) each.delete(abort);
    };
    const abort = () => fail(aborted);
    const fail = (error: unknown) => {
      // Every exchange closes in the end, also one that went well.
      if (ended) return;
      end();
      reject(noAnswer(error, { sent, host: target.host, proxy: proxy?.host }));
      abandon?.();
      stream.destroy();
    };
    for (const each of ends) each.add(abort);
    stream.on("request", (wire) => {
      // Nobody asked for another protocol, and an answer in one is none.
      wire.once("upgrade", (_answer: unknown, socket: { destroy(): void }) => {
        socket.destroy();
        fail({ code: "UPGRADED" });
      });
      if (proxy !== undefined && target.protocol === "https:") {
        abandon = () => proxy.abandon(wire);
        // The library would hand on the proxy's own answer as that of the provider.
        wire.on("proxyConnect", (answer: ProxyAnswer) => {
          if (answer.statusCode !== 200) fail(refusedBy(proxy.host, answer, target.host));
        });
      }
      onReady(wire, target.protocol === "https:", () => {
        sent = true;
      });
    });
    stream.on("response", (response) => {
      const { statusCode, headers } = response;
      // The library ends an answer that is damaged, and then says that the server did, unless all of it has come.
      response.prependOnceListener("error", (error: unknown) => {
        if (isDamage(error)) fail(error);
      });
      if (statusCode < 200) {
        fail({ code: "UPGRADED" });
        return;
      }
      head = { status: statusCode, headers };
      if (request.method !== "HEAD" && Number(headers["content-length"] ?? 0) > limit) {
        fail(tooLarge(target.host, limit));
      }
    });
    stream.on("data", (chunk: Uint8Array) => {
      size += chunk.byteLength;
      if (size > limit) fail(tooLarge(target.host, limit));
      else chunks.push(chunk);
    });
    stream.on("end", () => {
      if (head === undefined) return;
      try {
        const body = decode(Buffer.concat(chunks), head.status, target.host);
        end();
        resolve({ status: head.status, headers: joined(head.headers), body });
      } catch (error) {
        fail(error);
      }
      stream.destroy();
    });
    stream.on("error", fail);
    stream.on("close", () => fail({ code: "ECONNRESET" }));
    if (request.method !== "HEAD" || request.body === undefined) stream.end(request.body);
  });
}

/** Calls back when bytes of the request can first leave: on a connection, and for TLS one whose certificate was accepted. */
function onReady(wire: ClientRequest, secure: boolean, ready: () => void): void {
  wire.once("socket", (socket) => {
    if (wire.reusedSocket) ready();
    else socket.once(secure ? "secureConnect" : "connect", ready);
  });
}

function tooLarge(host: string, limit: number): NoAnswer {
  return new NoAnswer(`The answer of ${host} is longer than ${limit} bytes`, {
    sent: true,
    code: "TOO_LARGE",
  });
}

const strict = new TextDecoder("utf-8", { fatal: true });
const lenient = new TextDecoder();

/**
 * A record with its broken characters replaced could be written back that way, so a success must
 * be proper UTF-8; of a refusal the status is worth more than every letter.
 */
function decode(bytes: Uint8Array, status: number, host: string): string {
  const success = status >= 200 && status < 300;
  try {
    return (success ? strict : lenient).decode(bytes);
  } catch {
    throw new NoAnswer(`The answer of ${host} is not UTF-8 text`, { sent: true, code: "NOT_UTF8" });
  }
}

function joined(headers: IncomingHttpHeaders): Record<string, string> {
  const lines: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) lines[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  return lines;
}
