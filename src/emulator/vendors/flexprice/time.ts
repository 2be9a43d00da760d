/** Moments as Flexprice's Go server writes them. */
import { isoDate } from "../../state/records.ts";

/** RFC 3339 in UTC; the fraction has no trailing zeros and may be missing. */
export function goTime(milliseconds: number): string {
  return isoDate(milliseconds).replace(/\.?0*Z$/u, "Z");
}
