/** The journal as a recorder of one update. */
import type { Journal } from "../journal/journal.ts";
import type { FieldImage } from "../plan/images.ts";
import { accountLabel, placeOf } from "./fingerprint.ts";
import type { Target } from "./read-customer.ts";
import type { Recorder } from "./recorder.ts";

/**
 * @param undoes the change that this update takes back
 */
export function journalRecorder(
  journal: Journal,
  { provider, account }: Target,
  undoes: string | undefined,
): Recorder {
  return {
    async intent(planned, turns) {
      const change = journal.newChange();
      await journal.intent({
        change,
        provider: provider.id,
        baseUrl: placeOf(account),
        account: accountLabel(account),
        id: planned.id,
        title: planned.title,
        fields: [...turns],
        changes: planned.changes,
        ...(undoes === undefined ? {} : { undoes }),
      });
      return change;
    },
    result(change, { outcome, requestId }, stored) {
      return journal.result({
        change,
        outcome: outcome === "updated" || outcome === "failed" ? outcome : "unknown",
        fields: stored.map(storedField),
        ...(requestId === undefined ? {} : { requestId }),
      });
    },
  };
}

function storedField({ field, value }: FieldImage) {
  return value === undefined ? { field } : { field, stored: value };
}
