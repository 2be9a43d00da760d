/** Limits that the owner of an emulator sets, in the place of what the vendors have by themselves. */
import { BillingError } from "../../domain/errors.ts";
import { own } from "../state/records.ts";
import { type Draw, drawToken, type RateBucket } from "./token-bucket.ts";
import type { VendorSwitches } from "../switches.ts";
import type { Vendor, VendorWorld } from "../vendor.ts";

export interface Limit {
  readonly requests: number;
  /** In which they are allowed. */
  readonly seconds: number;
  /** How many at once; all of a minute, or a fifth of a second's, when not stated. */
  readonly burst?: number;
}

/** By vendor, or for all under `any`; a vendor's own goes before. False: none at all. */
export type Limits = Readonly<Record<string, Limit | false>>;

/** Draws for a request; undefined where no limit was set. */
export type Limiter = (vendor: Vendor, method: string) => Draw | undefined;

/** The limit that was set for a vendor, if one was. */
function limitOf(limits: Limits, vendorId: string): Limit | false | undefined {
  return own(limits, vendorId) ?? own(limits, "any");
}

/**
 * The buckets, full at first and in memory only.
 *
 * @throws BillingError when a vendor is unknown
 */
export function limiter(vendors: readonly Vendor[], limits: Limits, world: VendorWorld): Limiter {
  const names = [...vendors.map(({ id }) => id), "any"];
  const unknown = Object.keys(limits).find((id) => !names.includes(id));
  if (unknown !== undefined) {
    throw new BillingError("usage", `the emulator has no vendor "${unknown}" to limit`, {
      hint: `it has ${names.join(", ")}`,
    });
  }
  const buckets = new Map<string, RateBucket>();
  return ({ id, limiting }, method) => {
    const limit = limitOf(limits, id);
    if (limit === undefined || limit === false) return undefined;
    const { name, times } = limiting?.budget?.(method) ?? { name: "", times: 1 };
    const key = `${id} ${name}`;
    const size = {
      capacity: times * burstOf(limit),
      perMillisecond: (times * limit.requests) / limit.seconds / 1000,
    };
    const draw = drawToken(buckets.get(key), size, world.now());
    buckets.set(key, draw.bucket);
    return draw;
  };
}

function burstOf({ requests, seconds, burst }: Limit): number {
  return burst ?? (seconds >= 60 ? requests : Math.max(1, Math.floor(requests / 5)));
}

/** With the switches off that stand for limits of the vendors' own, where another was set. */
export function withoutOwnLimits(
  vendors: readonly Vendor[],
  limits: Limits,
  switches: VendorSwitches,
): VendorSwitches {
  const replaced = vendors.flatMap(({ id, limiting }) => {
    const name = limiting?.switch;
    if (name === undefined || limitOf(limits, id) === undefined) return [];
    return [[id, { ...own(switches, id), [name]: false }] as const];
  });
  return { ...switches, ...Object.fromEntries(replaced) };
}
