/** Identifiers of 26 characters in Crockford's base 32, the time first: what Kirim puts behind `cus_` and `req_`. */
import type { VendorWorld } from "./vendor.ts";

const digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

export function crockfordId(world: VendorWorld): string {
  let time = Math.max(0, Math.floor(world.now()));
  let text = "";
  for (let place = 0; place < 10; place += 1) {
    text = digits.charAt(time % 32) + text;
    time = Math.floor(time / 32);
  }
  for (let place = 0; place < 16; place += 1) {
    text += digits.charAt(Math.floor(world.random() * 32));
  }
  return text;
}
