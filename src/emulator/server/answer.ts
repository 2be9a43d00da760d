/** Ways to say an answer. */
import type { Json } from "../../domain/json.ts";
import type { VendorAnswer } from "../vendor.ts";

/** A JSON answer. */
export function answer(
  status: number,
  json: Json,
  headers?: Readonly<Record<string, string>>,
): VendorAnswer {
  return headers === undefined ? { status, body: { json } } : { status, headers, body: { json } };
}

/** A plain text, as a web server in front of the vendor would say it. */
export function plainAnswer(status: number, text: string): VendorAnswer {
  return { status, body: { text, type: "text/plain; charset=utf-8" } };
}
