/** Which reading of a vendor's documents holds. */
import { BillingError } from "../domain/errors.ts";
import { own } from "./state/records.ts";
import type { Switches, Vendor } from "./vendor.ts";

/** By vendor. */
export type VendorSwitches = Readonly<Record<string, Switches>>;

/**
 * All switches of all vendors: those given, else their defaults.
 *
 * @throws BillingError when a vendor or a switch is unknown, or a value is of another type than its default
 */
export function switchesOf(vendors: readonly Vendor[], given: VendorSwitches): VendorSwitches {
  for (const [id, switches] of Object.entries(given)) {
    const vendor = vendors.find((candidate) => candidate.id === id);
    if (vendor === undefined) {
      throw new BillingError("usage", `the emulator has no vendor "${id}"`, {
        hint: `it has ${vendors.map((candidate) => candidate.id).join(", ")}`,
      });
    }
    for (const [name, value] of Object.entries(switches)) checkSwitch(vendor, name, value);
  }
  return Object.fromEntries(
    vendors.map(({ id, switches }) => [id, { ...defaultsOf(switches), ...own(given, id) }]),
  );
}

function defaultsOf(switches: Vendor["switches"]): Switches {
  return Object.fromEntries(
    Object.entries(switches).map(([name, { default: value }]) => [name, value]),
  );
}

function checkSwitch({ id, switches }: Vendor, name: string, value: boolean | string): void {
  const known = own(switches, name);
  if (known === undefined) {
    const names = Object.keys(switches).join(", ");
    throw new BillingError("usage", `${id} has no switch "${name}"`, {
      hint: names === "" ? "it has none" : `it has ${names}`,
    });
  }
  if (typeof value !== typeof known.default) {
    throw new BillingError("usage", `the switch "${name}" of ${id} cannot be ${value}`, {
      hint: `by default it is ${known.default}: ${known.help}`,
    });
  }
}
