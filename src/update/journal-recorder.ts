/** The journal as a recorder of one update. */
import { compact } from "../domain/compact.ts";
import { errorDocument } from "../domain/documents/error-document.ts";
import { BillingError } from "../domain/errors.ts";
import { printJson } from "../domain/json.ts";
import type { StoredField } from "../domain/recorded-change.ts";
import type { Journal } from "../journal/record.ts";
import type { FieldImage } from "../plan/images.ts";
import type { Connection } from "./connection.ts";
import { accountLabel, holdsCredential, locationOf } from "./seal.ts";
import type { Recorder } from "./update-customer.ts";

/** @param undoes the change that this update takes back */
export function journalRecorder(
  journal: Pick<Journal, "newChange" | "intent" | "result">,
  { provider, account }: Connection,
  undoes: string | undefined,
): Recorder {
  return {
    async intent(planned, turns) {
      const changeId = journal.newChange();
      const facts = compact({
        changeId,
        provider: provider.id,
        baseUrl: locationOf(account),
        account: accountLabel(account),
        id: planned.id,
        name: planned.title,
        fields: [...turns],
        changes: planned.changes,
        undoes,
        timeout: account.timeout,
      });
      if (holdsCredential(account, printJson(facts))) {
        throw new BillingError(
          "usage",
          "the change cannot be recorded: it holds the credential of this account; nothing was sent",
          { provider: provider.id, hint: "--no-journal writes without a record" },
        );
      }
      await journal.intent(facts);
      return changeId;
    },
    result(changeId, { outcome, changes, warnings, requestId }, stored, error) {
      return journal.result(
        compact({
          changeId,
          outcome: outcome === "updated" || outcome === "failed" ? outcome : "unknown",
          fields: stored.map(storedField),
          changes,
          warnings,
          requestId,
          error: error === undefined ? undefined : errorDocument(error),
        }),
      );
    },
  };
}

function storedField({ field, value }: FieldImage): StoredField {
  return compact({ field, stored: value });
}
