/** Options that mean something only where the emulator is spoken to, or only where it is not. */
import { BillingError } from "../../domain/errors.ts";
import type { Flag, Given } from "./option.ts";

const onlyEmulated: Readonly<Record<string, string>> = {
  fault: "only the emulator fails on demand: add --emulator",
  limit: "only the emulator limits on demand: add --emulator",
  "emulator-state": "only the emulator keeps its records there: add --emulator",
};

const neverEmulated: Readonly<Record<string, string>> = {
  "base-url":
    "the emulator has an address of its own: leave this out, or speak to this one with --no-emulator",
};

/** @throws {BillingError} usage: for each option that would be passed over */
export function checkEmulatorOptions(given: Given, flags: readonly Pick<Flag, "long">[]): void {
  // Other commands than those that choose, such as `emulator start`, are always or never emulated.
  if (!flags.some(({ long }) => long === "emulator")) return;
  const wrong = given["emulator"] === true ? neverEmulated : onlyEmulated;
  const complaints = Object.entries(wrong)
    .filter(([name]) => given[name] !== undefined)
    .map(([name, message]) => ({ location: { name: `--${name}` }, message }));
  if (complaints.length > 0) throw BillingError.usage(complaints);
}
