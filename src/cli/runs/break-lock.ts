/** `--break-lock`: the run of a process that is gone, on a machine or in a container that cannot be seen from here. */
import type { Recording } from "../../bulk/store/open-run.ts";
import { BillingError } from "../../domain/errors.ts";
import { safeText } from "../../domain/text/safe-text.ts";
import type { UpdateOptions } from "../args/options/update-options.ts";
import { canAsk, isConfirmed } from "../confirm.ts";
import type { Ports } from "../ports.ts";

/** Asks whether to take the run; missing where nobody wants to. */
export function breakingLocks(
  { host, terminal }: Pick<Ports, "host" | "terminal">,
  { breakLock, yes, noInput }: UpdateOptions,
): Pick<Recording, "mayBreak"> {
  if (!breakLock) return {};
  return {
    async mayBreak({ heldBy, hostname }) {
      if (yes) return true;
      const isAsked = canAsk(host, noInput);
      const holder = `process ${heldBy} on ${safeText(hostname)}`;
      const question = `Take the run from ${holder}? If it still works, both change the same customers. [y/N] `;
      if (isAsked && (await isConfirmed(host, terminal, question))) return true;
      throw new BillingError(
        "declined",
        isAsked
          ? "declined; nothing was sent"
          : `the run is of ${holder}: nobody was asked, and nothing was sent`,
        { hint: "add --yes once you are certain that it is gone" },
      );
    },
  };
}
