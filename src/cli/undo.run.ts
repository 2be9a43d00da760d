import { BillingError } from "../domain/errors.ts";
import { isFieldName } from "../domain/fields.ts";
import type { JournalChange } from "../domain/journal-change.ts";
import { findChange } from "../journal/find-change.ts";
import { readJournal } from "../journal/read-journal.ts";
import { type FieldTurn, inverseOf } from "../plan/inverse.ts";
import { isMadeWith } from "../update/fingerprint.ts";
import type { Invocation } from "./command.ts";
import { journalOf } from "./journal.ts";
import { performUpdate } from "./perform-update.ts";
import { reporting } from "./run-command.ts";
import type { Session } from "./session.ts";

/** `undo`, its words understood. */
export function runUndo(invocation: Invocation): Promise<number> {
  return reporting(invocation, async ({ terminal, open }) => {
    const { host, options, operands } = invocation;
    const { changes } = await readJournal(journalOf(host, options));
    const change = findChange(changes, operands[0] ?? "");
    checkUndoable(change);
    const session = await open(change.provider);
    checkAccount(change, session);

    const turns = turnsOf(change);
    const inverse = inverseOf(session.provider, turns, { name: `change ${change.change}` });
    await terminal.warn(
      inverse.lost.map(({ field, why }) => ({
        code: "not_undoable",
        field,
        message: `${field} cannot be taken back: ${why}`,
      })),
    );
    if (inverse.edits.length === 0) {
      throw new BillingError("rejected", `nothing of change ${change.change} can be taken back`, {
        provider: change.provider,
        hint: `what it did: billing history show ${change.change}`,
      });
    }
    return performUpdate(
      invocation,
      { session, terminal },
      { kind: "id", reference: change.id },
      {
        patch: { edits: inverse.edits, replaceMetadata: false },
        expected: {
          images: turns
            .filter(({ unreadable }) => unreadable !== true)
            .map(({ field, after }) => (after === undefined ? { field } : { field, value: after })),
          since: `change ${change.change}`,
        },
        undoes: change.change,
      },
    );
  });
}

function checkUndoable({ change, outcome, undoneBy }: JournalChange): void {
  const show = { hint: `look at it: billing history show ${change}` };
  if (undoneBy !== undefined) {
    throw new BillingError("usage", `change ${change} was undone by ${undoneBy} already`, show);
  }
  if (outcome === "failed") {
    throw new BillingError("usage", `change ${change} was never applied: nothing to undo`, show);
  }
  if (outcome === "unknown") {
    throw new BillingError("usage", `it is not known whether change ${change} was applied`, {
      hint: "find out first: billing history --resolve",
    });
  }
}

function checkAccount(change: JournalChange, { account, provider }: Session): void {
  if (isMadeWith(account, change)) return;
  throw new BillingError(
    "usage",
    `change ${change.change} was made with another account of ${provider.title}`,
    { provider: provider.id, hint: "name the configuration or profile it was made with" },
  );
}

/** Every field before the change and as it was stored by it. */
function turnsOf({ fields, storedFields }: JournalChange): readonly FieldTurn[] {
  return fields.flatMap(({ field, before, after, unreadable }): readonly FieldTurn[] => {
    if (!isFieldName(field)) return [];
    if (unreadable === true) return [{ field, unreadable }];
    const stored = storedFields?.find((held) => held.field === field);
    const now = stored === undefined ? after : stored.stored;
    return [
      {
        field,
        ...(before === undefined ? {} : { before }),
        ...(now === undefined ? {} : { after: now }),
      },
    ];
  });
}
