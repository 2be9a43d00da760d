/** The one confirmation of a run, and whether a row is still what was confirmed. */
import { createHash } from "node:crypto";

import type { UpdateOutcome } from "../domain/change.ts";
import { BillingError } from "../domain/errors.ts";
import { printJson } from "../domain/json.ts";

export interface RunConsent {
  /** Remembers what was shown of a row. */
  readonly shown: (row: number, planned: UpdateOutcome) => void;
  /** @throws {BillingError} conflict: it is not what was shown */
  readonly check: (row: number, planned: UpdateOutcome) => void;
}

/** Everything was confirmed before anything was looked at. */
export const confirmedAll: RunConsent = { shown: () => undefined, check: () => undefined };

/** A row is confirmed if it would change what was shown when the question was asked; eight bytes a row are kept. */
export function confirmedAsShown(rows: number): RunConsent {
  const digests = new Float64Array(rows + 1);
  return {
    shown: (row, planned) => {
      digests[row] = digestOf(planned);
    },
    check: (row, planned) => {
      if (digests[row] === digestOf(planned)) return;
      throw new BillingError(
        "conflict",
        "the customer changed since you were asked; nothing was written, what is stored now stays",
        { provider: planned.provider, hint: "run the row again and look at what it would change" },
      );
    },
  };
}

/** 48 bits of what would change, never 0. */
function digestOf({ changes, mayBeLost = [] }: UpdateOutcome): number {
  return (
    createHash("sha256")
      .update(printJson([changes, mayBeLost]))
      .digest()
      .readUIntBE(0, 6) + 1
  );
}
