/** The journal as a recorder of one update. */
import { BillingError } from "../domain/errors.ts";
import { printJson } from "../domain/json.ts";
import type { Journal } from "../journal/record.ts";
import type { FieldImage } from "../plan/images.ts";
import { accountLabel, holdsCredential, locationOf } from "./seal.ts";
import type { Target } from "./read-customer.ts";
import type { Recorder } from "./recorder.ts";
import { rowError } from "./row-error.ts";

/**
 * @param undoes the change that this update takes back
 */
export function journalRecorder(
  journal: Pick<Journal, "newChange" | "intent" | "result">,
  { provider, account }: Target,
  undoes: string | undefined,
): Recorder {
  return {
    async intent(planned, turns) {
      const change = journal.newChange();
      const facts = {
        change,
        provider: provider.id,
        baseUrl: locationOf(account),
        account: accountLabel(account),
        id: planned.id,
        title: planned.title,
        fields: [...turns],
        changes: planned.changes,
        ...(undoes === undefined ? {} : { undoes }),
      };
      if (holdsCredential(account, printJson(facts))) {
        throw new BillingError(
          "usage",
          "the change cannot be recorded: it holds the credential of this account; nothing was sent",
          { provider: provider.id, hint: "--no-journal writes without a record" },
        );
      }
      await journal.intent(facts);
      return change;
    },
    result(change, { outcome, changes, warnings, requestId }, stored, error) {
      return journal.result({
        change,
        outcome: outcome === "updated" || outcome === "failed" ? outcome : "unknown",
        fields: stored.map(storedField),
        changes,
        warnings,
        ...(requestId === undefined ? {} : { requestId }),
        ...(error === undefined ? {} : { error: rowError(error) }),
      });
    },
  };
}

function storedField({ field, value }: FieldImage) {
  return value === undefined ? { field } : { field, stored: value };
}
