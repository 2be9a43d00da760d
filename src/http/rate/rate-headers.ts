import type { HttpResponse } from "../../domain/exchange.ts";
import type { RateHeaders } from "../../domain/rate-limit.ts";

/** What an answer tells of the bucket its request was counted in. */
export interface Told {
  readonly limit?: number;
  readonly remaining?: number;
}

/** Reads the headers of these names; what is no plain number is as if it were not there. */
export function readRateHeaders(
  { headers }: Pick<HttpResponse, "headers">,
  names: RateHeaders | undefined,
): Told {
  if (names === undefined) return {};
  const limit = wholeNumber(headers[names.limit]);
  const remaining = wholeNumber(headers[names.remaining]);
  return {
    ...(limit === undefined || limit === 0 ? {} : { limit }),
    ...(remaining === undefined ? {} : { remaining }),
  };
}

function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\s*\d{1,9}\s*$/u.test(text) ? Number(text) : undefined;
}
