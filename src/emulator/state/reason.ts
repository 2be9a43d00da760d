/** The words that HTTP itself has for a status, for errors of which a vendor's documents show no text. */
import { STATUS_CODES } from "node:http";

/** `Payment Required`. */
export function reasonOf(status: number): string {
  return STATUS_CODES[status] ?? "Unknown";
}

/** `payment_required`. */
export function reasonCode(status: number): string {
  return reasonOf(status)
    .toLowerCase()
    .replaceAll(/[^a-z]+/gu, "_");
}
