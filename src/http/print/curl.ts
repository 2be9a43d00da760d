import type { HttpRequest } from "../../domain/exchange.ts";
import { maskHeader } from "./redact.ts";

/**
 * The request as a curl command for a POSIX shell, sending the same method, headers and body.
 *
 * `secretHeaders` gives, by header name, a shell expression in place of a credential, such as
 * `Bearer $BILLING_MAPLE_TOKEN`; it stands unchanged between double quotes, so it must not be built
 * from data. A credential's header without an expression is masked. A NUL cannot be an argument of
 * a command and is lost; JSON never holds one unescaped.
 */
export function asCurl(
  request: HttpRequest,
  secretHeaders: Readonly<Record<string, string>> = {},
): string {
  const { method, url } = request;
  const body = request.body ?? (expectsBody.has(method) ? "" : undefined);
  const parts = [
    "curl",
    ...(/[[\]{}]/.test(url) ? ["--globoff"] : []),
    ...methodOption(method, body),
    ...headerOptions(request, secretHeaders, body !== undefined),
    ...(body === undefined ? [] : [`--data-raw ${quoted(body)}`]),
    quoted(url),
  ];
  return parts.join(" \\\n  ");
}

/** Methods whose requests state a length of 0 when they carry nothing. */
const expectsBody = new Set(["POST", "PUT", "PATCH"]);

function methodOption(method: string, body: string | undefined): string[] {
  if (method === "HEAD") return ["--head"];
  return method === "GET" && body === undefined ? [] : [`--request ${quoted(method)}`];
}

/** With a body, curl adds the content type of a form unless one is named. */
function headerOptions(
  { headers }: HttpRequest,
  secretHeaders: Readonly<Record<string, string>>,
  hasBody: boolean,
): string[] {
  const expressions = Object.entries(secretHeaders);
  const replaced = new Set(expressions.map(([name]) => name.toLowerCase()));
  const kept = Object.entries(headers).filter(([name]) => !replaced.has(name.toLowerCase()));
  const named = [...Object.keys(headers), ...replaced].map((name) => name.toLowerCase());
  return [
    ...expressions.map(([name, expression]) => `--header "${name}: ${expression}"`),
    ...kept.map(([name, value]) => `--header ${quoted(headerLine(name, maskHeader(name, value)))}`),
    ...(hasBody && !named.includes("content-type") ? [`--header ${quoted("content-type:")}`] : []),
  ];
}

/** To curl a name with a colon and nothing else means "leave it out"; a semicolon means empty. */
function headerLine(name: string, value: string): string {
  return value === "" ? `${name};` : `${name}: ${value}`;
}

/** One word of a POSIX shell: between single quotes everything stands for itself but the quote. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
