import { compact } from "../../domain/compact.ts";
import type { HttpResponse } from "../../domain/exchange.ts";
import type { RateHeaders } from "../../domain/rate-limit.ts";

/** What an answer reports of the bucket its request was counted in. */
export interface Reported {
  readonly limit?: number;
  readonly remaining?: number;
}

/** Reads the headers of these names; what is no plain number is as if it were not there. */
export function readRateHeaders(
  { headers }: Pick<HttpResponse, "headers">,
  names: RateHeaders | undefined,
): Reported {
  if (names === undefined) return {};
  return compact({
    limit: wholeNumber(headers[names.limit]) || undefined,
    remaining: wholeNumber(headers[names.remaining]),
  });
}

function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\s*\d{1,9}\s*$/u.test(text) ? Number(text) : undefined;
}
