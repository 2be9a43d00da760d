/** What an answer's body says, before anybody knows what it should say. */
import type { HttpResponse } from "../../domain/exchange.ts";
import { type Json, parseJson } from "../../domain/json.ts";
import { memberAt } from "../../domain/members.ts";
import { deepestJson, isTooDeep } from "../../domain/text/nesting.ts";

/** Every answer is asked more than once. */
const bodies = new WeakMap<HttpResponse, { readonly json: Json | undefined }>();

/** The body as JSON; undefined where it is none. */
export function bodyOf(response: HttpResponse): Json | undefined {
  const body = bodies.get(response) ?? { json: tryJson(response.body) };
  bodies.set(response, body);
  return body.json;
}

function tryJson(text: string): Json | undefined {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

/** What an answer without a readable message is. */
export function describeBody(response: HttpResponse): string {
  const type = response.headers["content-type"]?.split(";", 1)[0]?.trim();
  const size = new TextEncoder().encode(response.body).length;
  if (size === 0) return "the answer was empty";
  if (isTooDeep(response.body)) return `the answer was nested deeper than ${deepestJson} levels`;
  if (bodyOf(response) !== undefined) return "the answer had an unknown shape";
  return `the answer was not JSON (${type ?? "no content type"}, ${size} bytes)`;
}

/** The first of the paths that holds a text. */
export function firstText(body: Json | undefined, paths: readonly string[]): string | undefined {
  for (const path of paths) {
    const value = memberAt(body, path);
    if (typeof value === "string" && value !== "") return value;
  }
  return undefined;
}
