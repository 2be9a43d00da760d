/** The one confirmation of a run, and whether a row is still what was confirmed. */
import { createHash } from "node:crypto";

import type { UpdateOutcome } from "../domain/change.ts";
import type { ConfirmMode } from "../domain/confirmation.ts";
import { BillingError } from "../domain/errors.ts";
import { printJson } from "../domain/json.ts";
import { needsConsent } from "../plan/checks/consent.ts";

export interface RunConsent {
  /** Remembers what was shown of a row. */
  readonly shown: (row: number, planned: UpdateOutcome) => void;
  /** Remembers that the row could not be shown. */
  readonly unseen: (row: number) => void;
  /** @throws {BillingError} conflict: it is not what was shown; unavailable: it is to be confirmed and was never shown */
  readonly check: (row: number, planned: UpdateOutcome) => void;
  /** Rows that were shown, and those of them that somebody is to be asked about. */
  readonly counts: () => { readonly shown: number; readonly toConfirm: number };
}

/** Everything was confirmed before anything was looked at. */
export const confirmedAll: RunConsent = {
  shown: () => undefined,
  unseen: () => undefined,
  check: () => undefined,
  counts: () => ({ shown: 0, toConfirm: 0 }),
};

/**
 * A row is confirmed if it would change what was shown; eight bytes a row are kept.
 *
 * @param mode which rows somebody is asked about
 */
export function confirmedAsShown(rows: number, mode: ConfirmMode): RunConsent {
  const digests = new Float64Array(rows + 1);
  let shown = 0;
  let toConfirm = 0;
  return {
    shown: (row, planned) => {
      digests[row] = digestOf(planned);
      shown += 1;
      if (needsConsent(mode, planned)) toConfirm += 1;
    },
    unseen: (row) => {
      digests[row] = neverShown;
    },
    check: (row, planned) => {
      if (digests[row] === neverShown) {
        if (needsConsent(mode, planned)) throw notShown(planned);
        return;
      }
      if (digests[row] === digestOf(planned)) return;
      throw new BillingError(
        "conflict",
        "the customer changed since you saw it; nothing was written, what is stored now stays",
        { provider: planned.provider, hint: "run the row again and look at what it would change" },
      );
    },
    counts: () => ({ shown, toConfirm }),
  };
}

/** Unlike every digest. */
const neverShown = -1;

function notShown({ provider }: UpdateOutcome): BillingError {
  return new BillingError(
    "unavailable",
    "the customer could not be read when the run was shown, so that nobody confirmed it; nothing was written",
    { provider, hint: "go on with the run: what is left is shown again" },
  );
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
