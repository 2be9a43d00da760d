import type { PlannedRequest } from "../../domain/change.ts";
import { printJson } from "../../domain/json.ts";
import { safeJson, safeText } from "../../domain/text/safe-text.ts";
import type { Style } from "../text/style.ts";

/**
 * The request a dry run would have sent. Lines are as long as they are, so that they can be copied.
 *
 * @param secretHeaders names of the headers that carry the credential; the request holds none of their values
 */
export function requestPreview(
  request: PlannedRequest,
  secretHeaders: readonly string[],
  style: Style,
): string {
  const secret = new Set(secretHeaders.map((name) => name.toLowerCase()));
  const headers = Object.entries(request.headers).filter(
    ([name]) => !secret.has(name.toLowerCase()),
  );
  const lines = [
    `${style.bold(safeText(request.method))} ${safeText(request.url)}`,
    ...headers.map(([name, value]) => header(name, safeText(value), style)),
    ...secretHeaders.map((name) => header(name, "(from your configuration)", style)),
    ...(request.body === undefined ? [] : ["", safeJson(printJson(request.body, 2))]),
  ];
  return `${lines.join("\n")}\n`;
}

function header(name: string, value: string, style: Style): string {
  return `${style.dim(`${safeText(name)}:`)} ${value}`;
}
