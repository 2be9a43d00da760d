import { thousands } from "./thousands.ts";

/** `1 field`, `3 fields`, `1,204 rows`. */
export function count(number: number, noun: string): string {
  return `${thousands(number)} ${noun}${number === 1 ? "" : "s"}`;
}
