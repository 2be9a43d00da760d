/** The only user of https-proxy-agent, which asks a proxy with CONNECT for a way to the provider. */
import type { ClientRequest } from "node:http";
import type { SecureContext } from "node:tls";
import { HttpsProxyAgent } from "https-proxy-agent";

import { compact } from "../../domain/compact.ts";
import type { Proxy } from "../../domain/settings.ts";

export interface TunnelOptions {
  readonly keepAlive: true;
  /** Milliseconds that an idle connection is kept. */
  readonly timeout: number;
  /** Milliseconds until the proxy must have opened a way. */
  readonly connectWithin: number;
  /** What is trusted, where it is not what Node trusts. */
  readonly secureContext?: SecureContext | undefined;
}

/** Connections through a proxy, encrypted from end to end. */
export class Tunnel extends HttpsProxyAgent<string> {
  readonly #opening = new WeakMap<ClientRequest, AbortController>();
  readonly #patience: number;
  readonly #options: HttpsProxyAgent<string>["connectOpts"];

  /** The credential goes to the proxy alone. */
  constructor({ url, user, password }: Proxy, options: TunnelOptions) {
    const { keepAlive, timeout, secureContext, connectWithin } = options;
    const tls = compact({ secureContext });
    // As a header and not within the address, which the library writes out where DEBUG is set.
    super(url, { keepAlive, ...tls, headers: authorization(user, password) });
    // The library forgets these, which Node reads when a connection falls idle and when one is encrypted.
    Object.assign(this.options, { timeout, ...tls });
    this.#options = this.connectOpts;
    this.#patience = connectWithin;
  }

  /**
   * Node tells a request neither of its end nor of a passed limit as long as it waits for a connection, and the library
   * would keep the one to the proxy open: both are ended here.
   */
  override async connect(
    request: ClientRequest,
    options: Parameters<HttpsProxyAgent<string>["connect"]>[1],
  ): ReturnType<HttpsProxyAgent<string>["connect"]> {
    const opening = new AbortController();
    const limit = AbortSignal.timeout(this.#patience);
    const end = () => opening.abort();
    limit.addEventListener("abort", end);
    this.#opening.set(request, opening);
    // Read at once, before anything is waited for.
    this.connectOpts = { ...this.#options, signal: opening.signal };
    try {
      return await super.connect(request, options);
    } catch (error) {
      throw limit.aborted ? tookTooLong() : error;
    } finally {
      limit.removeEventListener("abort", end);
      this.#opening.delete(request);
    }
  }

  /** Ends a request's wait for the proxy. */
  abandon(request: ClientRequest): void {
    this.#opening.get(request)?.abort();
  }
}

/** As got tells of a time limit. */
function tookTooLong(): Error {
  return Object.assign(new Error("the proxy took too long"), {
    code: "ETIMEDOUT",
    event: "connect",
  });
}

function authorization(user = "", password = ""): Record<string, string> {
  if (user === "" && password === "") return {};
  const pair = Buffer.from(`${user}:${password}`).toString("base64");
  return { "Proxy-Authorization": `Basic ${pair}` };
}
