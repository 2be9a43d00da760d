import { BillingError } from "../../domain/errors.ts";
import { didYouMean } from "../../domain/text/nearest.ts";
import { isProviderId, type ProviderId, providerIds } from "../../providers/registry.ts";

/**
 * The provider of this name.
 *
 * @param where the name stands: a flag, an operand
 * @throws {BillingError} usage: when there is none
 */
export function providerNamed(where: string, name: string): ProviderId {
  if (isProviderId(name)) return name;
  throw BillingError.usage([
    {
      location: { name: where },
      message: `there is no provider "${name}"${didYouMean(name, providerIds)}`,
      hint: `one of ${providerIds.join(", ")}`,
    },
  ]);
}

/** @throws {BillingError} usage: when another word names a provider beside `--provider` */
export function refuseSecond(name: string | undefined): void {
  if (name === undefined) return;
  throw BillingError.usage([
    {
      location: { name: "--provider" },
      message: `"${name}" names a provider as well`,
      hint: "keep one of them",
    },
  ]);
}
