/** The journal as a recorder of one update. */
import type { UpdateOutcome } from "../domain/change.ts";
import { compact } from "../domain/compact.ts";
import { errorDocument } from "../domain/documents/errors/error-document.ts";
import { BillingError } from "../domain/errors.ts";
import { fieldOf, isFieldName } from "../domain/fields.ts";
import { isApplied, type StoredField } from "../domain/run/recorded-change.ts";
import type { Secrets } from "../domain/text/secrets.ts";
import type { IntentFacts, Journal } from "../journal/record.ts";
import type { FieldImage } from "../plan/images.ts";
import type { Connection } from "./connection.ts";
import { accountLabel, locationOf } from "./saved/seal.ts";
import { identityOf } from "./known-account.ts";
import type { Recorder } from "./record-change.ts";

/** @param undoes the change that this update takes back */
export function journalRecorder(
  journal: Pick<Journal, "newChange" | "intent" | "leaving" | "result">,
  { provider, account, secrets }: Connection,
  undoes: string | undefined,
): Recorder & {
  /** To be awaited before each attempt at the request of the change that was recorded last. */
  readonly leaving: () => Promise<void>;
} {
  let last: string | undefined;
  return {
    leaving: async () => (last === undefined ? undefined : journal.leaving(last)),
    async intent(planned, turns) {
      const changeId = journal.newChange();
      const facts = compact({
        changeId,
        provider: provider.id,
        baseUrl: locationOf(account),
        account: accountLabel(account),
        identity: identityOf(provider, planned.before),
        known: planned.account,
        id: planned.id,
        name: planned.title,
        creates: planned.creates,
        fields: [...turns],
        changes: planned.changes,
        undoes,
        timeout: account.timeout,
      });
      if (holdsSecret(secrets, facts)) {
        throw new BillingError(
          "usage",
          "the change cannot be recorded: it holds the credential of this account; nothing was sent",
          { provider: provider.id, hint: "--no-journal writes without a record" },
        );
      }
      await journal.intent(facts);
      last = changeId;
      return changeId;
    },
    result(changeId, result, stored, error) {
      const { outcome, creates, id, after, changes, warnings, requestId, proof } = result;
      const made = creates === true && outcome === "created";
      return journal.result(
        compact({
          changeId,
          outcome: isApplied(outcome) || outcome === "failed" ? outcome : "unknown",
          unproven: outcome === "failed" && isOpen(proof) ? true : undefined,
          status: error?.providerError?.status,
          id: made ? id : undefined,
          identity: made ? identityOf(provider, after) : undefined,
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

/** Whether the change may be stored all the same. */
function isOpen(proof: UpdateOutcome["proof"] = "unchanged"): boolean {
  return ["locked-out", "not-looked", "not-read", "not-seen"].includes(proof);
}

/**
 * Whether one is in what was asked, or in what a way back would write. Of a map a way back writes only the keys that
 * changed: what stands beside them is recorded masked.
 */
function holdsSecret(
  secrets: Secrets,
  { changes, fields }: Pick<IntentFacts, "changes" | "fields">,
): boolean {
  return (
    secrets.isIn(changes) ||
    fields.some((turn) => {
      const isMap = isFieldName(turn.field) && fieldOf(turn.field).kind === "map";
      return !isMap && secrets.isIn(turn);
    })
  );
}

function storedField({ field, value }: FieldImage): StoredField {
  return compact({ field, stored: value });
}
