/** A recorded change as the update that takes it back. */
import { compact } from "../domain/compact.ts";
import { BillingError } from "../domain/errors.ts";
import { isFieldName } from "../domain/fields.ts";
import type { RecordedChange } from "../domain/run/recorded-change.ts";
import type { CustomerPatch } from "../domain/patch.ts";
import { type FieldTurn, type Inverse, inverseOf } from "../plan/inverse.ts";
import type { Provider } from "../providers/contract.ts";
import type { UpdateOptions } from "./update-customer.ts";

export interface UndoOfChange {
  readonly patch: CustomerPatch;
  readonly expected: NonNullable<UpdateOptions["expected"]>;
  /** What cannot be taken back, and why. */
  readonly lost: Inverse["lost"];
}

/** @throws BillingError `usage` when the change is none that can be taken back */
export function checkUndoable(change: RecordedChange): void {
  const { changeId, outcome, resolved, unproven, undoneBy, raw } = change;
  const show = { hint: `look at it: billing history show ${changeId}` };
  if (raw !== undefined) {
    throw new BillingError(
      "usage",
      `change ${changeId} was a raw call: what was there before is not known`,
      show,
    );
  }
  if (undoneBy !== undefined) {
    throw new BillingError("usage", `change ${changeId} was undone by ${undoneBy} already`, show);
  }
  if (outcome === "failed") {
    const again = { hint: "if the record says otherwise now: billing history --resolve" };
    throw new BillingError(
      "usage",
      `change ${changeId} was never applied: nothing to undo`,
      resolved === true || unproven === true ? again : show,
    );
  }
  if (outcome === "unknown") {
    throw new BillingError("usage", `it is not known whether change ${changeId} was applied`, {
      hint: "find out first: billing history --resolve",
    });
  }
}

/** The way back; a patch without edits where nothing can be taken back. */
export function undoOf(change: RecordedChange, provider: Provider): UndoOfChange {
  const { storedFields } = change;
  const turns = change.fields.flatMap(({ field, ...turn }): readonly FieldTurn[] =>
    isFieldName(field) ? [{ field, ...turn }] : [],
  );
  const { edits, lost } = inverseOf(provider, turns, { name: `change ${change.changeId}` });
  return {
    patch: { edits, replaceMetadata: false },
    expected: {
      images: turns
        .filter(({ unreadable }) => unreadable !== true)
        .map(({ field, after }) => {
          const stored = storedFields?.find((held) => held.field === field);
          return compact({ field, value: stored === undefined ? after : stored.stored });
        }),
      since: `change ${change.changeId}`,
      ...compact({ identity: change.identity }),
    },
    lost,
  };
}
