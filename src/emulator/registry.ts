/** The emulated vendors, in the order in which they are listed. */
import { commet } from "./commet.ts";
import { flexprice } from "./flexprice.ts";
import { kirim } from "./kirim.ts";
import { maple } from "./maple.ts";
import { vayu } from "./vayu.ts";
import type { Vendor } from "./vendor.ts";

export const vendors: readonly Vendor[] = [vayu, commet, flexprice, maple, kirim];
