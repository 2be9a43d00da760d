/** Connections to a provider: kept between requests, through a proxy where there is one. */
import { readFileSync } from "node:fs";
import { type ClientRequest, Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import { createSecureContext, rootCertificates, type SecureContext } from "node:tls";

import type { Proxy } from "../../domain/settings.ts";

export interface Connections {
  readonly http: HttpAgent;
  readonly https: HttpAgent;
  readonly proxy?: {
    /** Host and port. */
    readonly host: string;
    /** Ends a request's wait for the proxy. */
    readonly abandon: (request: ClientRequest) => void;
  };
}

/**
 * How long an idle connection is kept. Short, because a write on a connection that the far side
 * has meanwhile dropped ends with nobody knowing whether it was carried out.
 */
const idleMilliseconds = 2_000;

const kept = { keepAlive: true, timeout: idleMilliseconds } as const;

export function directly(secureContext?: SecureContext): Connections {
  const tls = secureContext === undefined ? {} : { secureContext };
  let https: HttpAgent | undefined;
  return {
    http: new HttpAgent(kept),
    // TLS takes long to load, and on this machine nothing needs it.
    get https() {
      return (https ??= new HttpsAgent({ ...kept, ...tls }));
    },
  };
}

/**
 * @param way.ca certificates in PEM that are trusted beside the usual ones
 * @param way.extraCa path of a file with more of them, as in `NODE_EXTRA_CA_CERTS`; Node heeds it only without `ca`
 * @throws a system's error for `ca` that holds no certificates
 */
export async function connectionsBy(way: {
  readonly proxy?: Proxy | undefined;
  readonly ca?: string | undefined;
  readonly extraCa?: string | undefined;
  /** Milliseconds until a proxy must have opened a way. */
  readonly connectWithin: number;
}): Promise<Connections> {
  const { proxy, ca, extraCa, connectWithin } = way;
  const trusted =
    ca === undefined
      ? undefined
      : createSecureContext({ ca: [...rootCertificates, ca, ...textsOf(extraCa)] });
  if (proxy === undefined) return directly(trusted);
  const { Tunnel } = await import("./tunnel.ts");
  const tunnel = new Tunnel(proxy, { ...kept, connectWithin, secureContext: trusted });
  return {
    // Addresses of plain HTTP are on this machine, where no proxy leads to.
    http: new HttpAgent(kept),
    https: tunnel,
    proxy: { host: proxy.host, abandon: (request) => tunnel.abandon(request) },
  };
}

/** Node itself passes over a file that it cannot read. */
function textsOf(path: string | undefined): readonly string[] {
  try {
    return path === undefined || path === "" ? [] : [readFileSync(path, "utf8")];
  } catch {
    return [];
  }
}
