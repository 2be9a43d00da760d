/** What the command line says of a raw call, as a request. */
import { BillingError, type Complaint } from "../../../domain/errors.ts";
import type { HttpRequest } from "../../../domain/exchange.ts";
import { parseJson, TooDeep } from "../../../domain/json.ts";
import { deepestJson } from "../../../domain/text/nesting.ts";
import type { Account } from "../../../domain/settings.ts";
import type { Provider } from "../../../providers/contract.ts";
import { secretHeaders } from "../../../providers/wire/authorize.ts";
import { openingQuote } from "../../args/words/stray-quotes.ts";
import { methods } from "./call.command.ts";

/** Set by the way of a request, or by who holds the credential. */
const notGiven = [
  ..."authorization proxy-authorization cookie host content-length".split(" "),
  ..."transfer-encoding connection upgrade expect".split(" "),
];

const gitBash = "Git Bash rewrites what begins with a slash: set MSYS_NO_PATHCONV=1";

interface Call {
  readonly method: string;
  readonly path: string;
  readonly headers: readonly string[];
  readonly body: string | undefined;
}

/**
 * The request, without the credential: below the account's address, whatever the path says.
 *
 * @throws {BillingError} usage: with everything that is wrong with it
 */
export function rawRequest(provider: Provider, account: Account, call: Call): HttpRequest {
  const { body } = call;
  const method = call.method.toUpperCase();
  const complaints: Complaint[] = [];
  const complain = (name: string, message: string, hint: string): void => {
    complaints.push({ location: { name }, message, hint });
  };
  const path = call.path.replaceAll(/\{(?<name>\w+)\}/gu, (whole, name: string) => {
    const value = account.values[name];
    return value === undefined ? whole : encodeURIComponent(value);
  });
  const below = path.startsWith(`${account.baseUrl}/`) ? path.slice(account.baseUrl.length) : path;

  if (!methods.includes(method)) {
    const isPath = /[/]/u.test(call.method);
    const order = isPath ? "the method comes first" : "one of";
    complain("<method>", `"${call.method}" is not a method`, `${order}: ${methods.join(", ")}`);
  }
  const stray = openingQuote(path);
  if (stray !== undefined) complain("<path>", stray.message, stray.hint);
  else if (/^[a-z]:[\\/]/iu.test(path)) {
    complain("<path>", `"${call.path}" is a path of Windows`, gitBash);
  } else if (!below.startsWith("/") || below.startsWith("//")) {
    complain(
      "<path>",
      `"${call.path}" is not below ${account.baseUrl}: the credential goes nowhere else`,
      /^[\w{][^:]*$/u.test(path)
        ? `write it with a slash before it: /${call.path}`
        : "write what comes after that, such as /customers",
    );
  } else if (!isEncoded(account.baseUrl + below)) {
    complain(
      "<path>",
      `"${call.path}" is not fully encoded`,
      "write %20 for a space, for example, and no . or .. between slashes",
    );
  }
  if (body !== undefined && ["GET", "HEAD"].includes(method)) {
    complain("--file", `${method} has no body`, "leave it out, or name another method");
  }
  const headers: Record<string, string> = { accept: "application/json" };
  for (const [name, setting] of Object.entries(provider.headers ?? {})) {
    const value = account.values[setting];
    if (value !== undefined) headers[name] = value;
  }
  if (body !== undefined) headers["content-type"] = "application/json";
  const secret = [...notGiven, ...Object.keys(secretHeaders(provider, account))];
  for (const header of call.headers) {
    const groups = /^(?<name>[\w!#$%&'*+.^`|~-]+):[ \t]*(?<value>[\x20-\x7e]*)$/u.exec(
      header,
    )?.groups;
    const name = groups?.["name"]?.toLowerCase();
    if (name === undefined || groups?.["value"] === undefined) {
      complain("--header", "it is no header", "write 'name: value', in ASCII");
    } else if (secret.includes(name)) {
      complain("--header", `${name} is not given by hand`, "credentials are in the configuration");
    } else headers[name] = groups["value"].trim();
  }
  const flaw = /json/iu.test(headers["content-type"] ?? "") ? flawOf(body) : undefined;
  if (flaw !== undefined) {
    complain("--file", flaw, "mend it, or say what it is: -H 'content-type: …'");
  }
  if (complaints.length > 0) throw BillingError.usage(complaints);
  const request = { method, url: account.baseUrl + below, headers };
  return body === undefined ? request : { ...request, body };
}

/** Whether the call only reads: a list may be asked for by POST. */
export function isRead(provider: Provider, account: Account, request: HttpRequest): boolean {
  if (["GET", "HEAD"].includes(request.method)) return true;
  const { method, path } = provider.list.route;
  const list = path.replaceAll(/\{(?<name>\w+)\}/gu, (_whole, name: string) =>
    encodeURIComponent(account.values[name] ?? ""),
  );
  return method === request.method && request.url.split("?")[0] === account.baseUrl + list;
}

/** What is rewritten on its way would reach another address than the one shown. */
function isEncoded(url: string): boolean {
  return /^[\x21-\x7e]*$/u.test(url) && !url.includes("#") && URL.parse(url)?.href === url;
}

/** What is wrong with the body as JSON. */
function flawOf(body = "{}"): string | undefined {
  try {
    parseJson(body);
    return undefined;
  } catch (error) {
    return error instanceof TooDeep
      ? `the body is nested deeper than ${deepestJson} levels`
      : "the body is not JSON";
  }
}
