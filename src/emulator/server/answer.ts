/** Answers, and what is read of a request on the way to one. */
import { STATUS_CODES } from "node:http";
import { compact } from "../../domain/compact.ts";
import type { Json } from "../../domain/json.ts";
import type { VendorAnswer, VendorRequest } from "../vendor.ts";

/** A JSON answer. */
export function answer(
  status: number,
  json: Json,
  headers?: Readonly<Record<string, string>>,
): VendorAnswer {
  return compact({ status, headers, body: { json } });
}

/** A plain text, as a web server in front of the vendor would say it. */
export function plainAnswer(status: number, text: string): VendorAnswer {
  return { status, body: { text, type: "text/plain; charset=utf-8" } };
}

/** The answer with more headers; those that it has stay. */
export function withHeaders(
  given: VendorAnswer,
  headers: Readonly<Record<string, string>> | undefined,
): VendorAnswer {
  return { ...given, headers: { ...headers, ...given.headers } };
}

/** HTTP's own words for a status of which a vendor's documents show no text: `Payment Required`. */
export function reasonOf(status: number): string {
  return STATUS_CODES[status] ?? "Unknown";
}

/** `payment_required`. */
export function reasonCode(status: number): string {
  return reasonOf(status)
    .toLowerCase()
    .replaceAll(/[^a-z]+/gu, "_");
}

/** The token of an `Authorization: Bearer`. */
export function bearerOf({ headers }: VendorRequest): string | undefined {
  return /^Bearer (\S+)$/iu.exec(headers["authorization"] ?? "")?.[1];
}
