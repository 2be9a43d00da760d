/** An exchange as text for `--debug`; pure, and safe to show. */
import { type HttpRequest, type HttpResponse, NoAnswer } from "../../domain/exchange.ts";
import { redactor } from "../../domain/text/redactor.ts";
import { maskHeader, maskSecretFields, secretFieldValues } from "./redact.ts";
import { safeJson } from "../../domain/text/safe-text.ts";

type Redact = (text: string) => string;

const longestBody = 4096;

/** Request line, headers and body, credentials masked by name and by value. */
export function printRequest(request: HttpRequest, redact: Redact): string {
  const { method, url, headers, body } = request;
  return lines("> ", [`${method} ${url}`, ...headerLines(headers)], body ?? "", redact);
}

/** Status, time taken, headers and body, credentials masked by name and by value. */
export function printResponse(response: HttpResponse, elapsedMs: number, redact: Redact): string {
  const { status, headers, body } = response;
  return lines(
    "< ",
    [`HTTP ${status} after ${elapsedMs} ms`, ...headerLines(headers)],
    body,
    redact,
  );
}

/** Why there was no answer, and whether the request may have arrived. */
export function printNoAnswer(error: NoAnswer, elapsedMs: number, redact: Redact): string {
  const reach = error.sent ? "the request may have arrived" : "the request did not arrive";
  return lines("< ", [`no answer after ${elapsedMs} ms: ${error.message}; ${reach}`], "", redact);
}

function headerLines(headers: Readonly<Record<string, string>>): string[] {
  return Object.entries(headers).map(([name, value]) => `${name}: ${maskHeader(name, value)}`);
}

/** Masks before it shortens: half a credential is one too. */
function lines(prefix: string, head: readonly string[], body: string, redact: Redact): string {
  const hidden = redactor(secretFieldValues(body));
  const masked = redact(hidden(maskSecretFields(body)));
  const shown = masked.slice(0, longestBody);
  const rest = masked.length - shown.length;
  const all = [
    ...head.map((line) => redact(hidden(line))),
    ...(shown === "" ? [] : ["", ...shown.split("\n")]),
    ...(rest === 0 ? [] : [`(${rest} more characters)`]),
  ];
  return all.map((line) => `${prefix}${safeJson(line)}`.trimEnd() + "\n").join("");
}
