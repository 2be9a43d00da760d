/** Why no answer came, in words of our own: a library's error may hold the request's headers. */
import { NoAnswer } from "../../domain/exchange.ts";

interface Facts {
  /** Whether bytes of the request may have left. */
  readonly sent: boolean;
  /** Host and port, as in the address. */
  readonly host: string;
  /** Host and port of the proxy on the way. */
  readonly proxy?: string | undefined;
}

/**
 * Turns whatever was thrown on the way into a {@link NoAnswer}. Neither the original error nor its
 * text is kept, so no header can travel with it.
 */
export function noAnswer(error: unknown, { sent, host, proxy }: Facts): NoAnswer {
  if (error instanceof NoAnswer) return error;
  const found = codeOf(error, sent);
  // Before anything is sent only the proxy is talked to; one that hangs up is told without a code.
  const isProxys = proxy !== undefined && !sent && found !== "ABORTED" && !isTlsCode(found);
  const code = isProxys && found === "UNKNOWN" ? "ECONNRESET" : found;
  const party = isProxys ? `${proxy} (the proxy)` : host;
  return new NoAnswer(`${describe(code, eventOf(error), party)} (${code})`, {
    sent,
    code,
    hint: untrustedCodes.test(code) ? trustHint : isProxys ? proxyHint : undefined,
  });
}

const proxyHint = "check the proxy: HTTPS_PROXY, NO_PROXY, or proxy in the configuration";

/** To the request for a way through. */
export interface ProxyAnswer {
  readonly statusCode: number;
  readonly statusText: string;
}

export function refusedBy(
  proxy: string,
  { statusCode, statusText }: ProxyAnswer,
  host: string,
): NoAnswer {
  const said = `${statusCode} ${statusText}`.trim();
  return new NoAnswer(`The proxy ${proxy} opened no way to ${host}: ${said} (PROXY_REFUSED)`, {
    sent: false,
    code: "PROXY_REFUSED",
    hint: proxyHint,
  });
}

/** Of the codes below, those that another certificate to trust can mend. */
const untrustedCodes = /^(?:UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|CERT_UNTRUSTED|INVALID_CA)/;
const trustHint =
  "if the certificate is that of your company or its proxy, name its file in NODE_EXTRA_CA_CERTS, or as ca in the configuration";

/** Whether the code says that TLS could not be agreed on, most often for the server's certificate. */
export function isTlsCode(code: string): boolean {
  return tlsCodes.test(code);
}

/** OpenSSL's verification results as Node spells them (Node.js documentation, "X509 certificate error codes"). */
const tlsCodes =
  /CERT|CRL_|^UNABLE_TO_|^ERR_TLS_|^ERR_SSL_|^(?:EPROTO|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_EXCEEDED|HOSTNAME_MISMATCH)$/;

const words: Readonly<Record<string, (host: string) => string>> = {
  ABORTED: (host) => `The request to ${host} was interrupted`,
  ECONNREFUSED: (host) => `${host} refused the connection`,
  ENOTFOUND: (host) => `There is no host of the name ${host}`,
  EAI_AGAIN: (host) => `The name ${host} cannot be looked up at the moment`,
  ENETUNREACH: (host) => `There is no network route to ${host}`,
  EHOSTUNREACH: (host) => `There is no network route to ${host}`,
  ECONNRESET: (host) => `${host} closed the connection before its answer was complete`,
  EPIPE: (host) => `${host} closed the connection before the request was complete`,
  ERR_HTTP_CONTENT_LENGTH_MISMATCH: (host) => `The answer of ${host} is not as long as it says`,
  UPGRADED: (host) => `${host} answered 101: it wants to go on in another protocol`,
  INVALID_REQUEST: (host) => `The request to ${host} is not valid HTTP and cannot be sent`,
};

/** By the time limit that was passed, in got's names. */
const timeouts: Readonly<Record<string, (host: string) => string>> = {
  lookup: (host) => `Looking up the name ${host} took too long`,
  connect: (host) => `Connecting to ${host} took too long`,
  secureConnect: (host) => `Agreeing on TLS with ${host} took too long`,
  response: (host) => `${host} took too long to answer`,
  request: (host) => `The whole exchange with ${host} took too long`,
};

function describe(code: string, event: string | undefined, host: string): string {
  const known = words[code];
  if (known !== undefined) return known(host);
  const timeout = timeouts[event ?? ""];
  if (timeout !== undefined) return timeout(host);
  if (code === "ETIMEDOUT") return `The connection to ${host} timed out`;
  if (isTlsCode(code)) return `The TLS connection to ${host} cannot be trusted or was refused`;
  if (code.startsWith("HPE_")) return `The answer of ${host} is not valid HTTP`;
  if (damageCodes.test(code)) return `The compressed answer of ${host} is damaged`;
  return `The exchange with ${host} failed`;
}

/** Of gzip and deflate, Brotli, and Zstandard. */
const damageCodes = /^(?:Z_|ERR__ERROR_|ZSTD_)/;

/** Whether what was compressed cannot be unpacked. */
export function isDamage(error: unknown): boolean {
  return damageCodes.test(codeOf(error, true));
}

/** The innermost code, for got wraps the system's errors in its own. */
function codeOf(error: unknown, sent: boolean): string {
  const codes = chain(error).map(({ code }) => code);
  if (codes.includes("ERR_ABORTED")) return "ABORTED";
  const code = codes.findLast((each) => typeof each === "string") ?? "UNKNOWN";
  const unsendable = !sent && code.startsWith("ERR_") && !isTlsCode(code);
  return unsendable ? "INVALID_REQUEST" : code;
}

/** Which of got's time limits was passed. */
function eventOf(error: unknown): string | undefined {
  return chain(error)
    .map(({ event }) => event)
    .find((event) => typeof event === "string");
}

interface ErrorLike {
  readonly code?: unknown;
  readonly event?: unknown;
  readonly cause?: unknown;
}

function chain(error: unknown): ErrorLike[] {
  const found: ErrorLike[] = [];
  for (let next = error; isErrorLike(next) && found.length < 10; next = next.cause) {
    found.push(next);
  }
  return found;
}

function isErrorLike(value: unknown): value is ErrorLike {
  return typeof value === "object" && value !== null;
}
