/**
 * Limits as short texts, for a flag:
 *
 *     limit      = vendor "=" ( "off" | requests "/" ( "s" | "m" ) [ ";burst=" requests ] )
 *     vendor     = an emulated vendor's name, or "any"
 *
 *     kirim=60/m      vayu=500/s;burst=100      any=200/s      kirim=off
 */
import { compact } from "../../domain/compact.ts";
import { BillingError, type Complaint, type Location } from "../../domain/errors.ts";
import { didYouMean } from "../../domain/text/nearest.ts";
import type { Limit, Limits } from "./limits.ts";
import { vendors } from "../registry.ts";

const names = [...vendors.map(({ id }) => id), "any"];
const secondsOf = { s: 1, m: 60 } as const;

/**
 * Reads limits in their short form; without texts there are none.
 *
 * @throws BillingError with everything that is wrong with any of them
 */
export function parseLimits(
  texts: readonly string[],
  location: Location = { name: "--limit" },
): Limits {
  const limits = new Map<string, Limit | false>();
  const complaints: Complaint[] = [];
  for (const text of texts) {
    const [, vendor = "", value = ""] = /^([^=]*)=(.*)$/su.exec(text) ?? [];
    const limit = parseLimit(value);
    if (limit === undefined) complaints.push({ location, ...notALimit(text) });
    else if (!names.includes(vendor)) {
      const guess = didYouMean(vendor, names);
      const remedy = guess === "" ? `; expected one of ${names.join(", ")}` : guess;
      complaints.push({ location, message: `unknown vendor "${vendor}" in a limit${remedy}` });
    } else if (limits.has(vendor)) {
      complaints.push({ location, message: `${vendor} is limited twice` });
    } else limits.set(vendor, limit);
  }
  if (complaints.length > 0) throw BillingError.usage(complaints);
  return Object.fromEntries(limits);
}

function parseLimit(text: string): Limit | false | undefined {
  if (text === "off") return false;
  const [whole, requests, unit, burst] =
    /^([1-9]\d{0,6})\/([sm])(?:;burst=([1-9]\d{0,6}))?$/u.exec(text) ?? [];
  if (whole === undefined) return undefined;
  return compact({
    requests: Number(requests),
    seconds: secondsOf[unit as keyof typeof secondsOf],
    burst: burst === undefined ? undefined : Number(burst),
  });
}

function notALimit(text: string): Complaint {
  return {
    message: `"${text}" is not a limit: expected <vendor>=<requests>/<s or m>[;burst=<requests>], or <vendor>=off`,
    hint: "for example vayu=500/s;burst=100",
  };
}
