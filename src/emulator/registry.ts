/** The emulated vendors, in the order in which they are listed. */
import { commet } from "./vendors/commet/commet.ts";
import { flexprice } from "./vendors/flexprice/flexprice.ts";
import { kirim } from "./vendors/kirim/kirim.ts";
import { maple } from "./vendors/maple/maple.ts";
import { vayu } from "./vendors/vayu/vayu.ts";
import type { Vendor } from "./vendor.ts";

export const vendors: readonly Vendor[] = [vayu, commet, flexprice, maple, kirim];
