import { compact } from "../domain/compact.ts";
import { isOpen, type RecordedChange } from "../domain/run/recorded-change.ts";
import type { RowResult } from "../domain/run/run.ts";
import type { End, Entry, Intent, Result } from "../domain/documents/journal.ts";

/** A change and, where it was part of a run, what came of its row by it. */
interface FoldedChange {
  readonly change: RecordedChange;
  /** Missing: nothing was recorded of its end. */
  readonly result?: RowResult;
  /** Nothing that came later in the journal says something else of the row. */
  readonly isLatest: boolean;
}

/** What an entry adds. */
export type Folded =
  | ({ readonly kind: "change" } & FoldedChange)
  | { readonly kind: "row"; readonly result: RowResult }
  | { readonly kind: "begun" }
  | { readonly kind: "end"; readonly entry: End }
  /** The entry cannot be used. */
  | { readonly kind: "damaged"; readonly reason: string };

/** Brings the entries of a journal together, one after the other. The last result of a change counts. */
export interface Fold {
  readonly add: (entry: Entry) => Folded;
  /** The changes it holds, in the order of their intents: of a run those that are open, else all. */
  readonly held: () => readonly FoldedChange[];
}

interface Held {
  readonly intent: Intent;
  sentAt?: string;
  result?: Result;
}

/**
 * A fold without entries.
 *
 * @param run of the run of this id, of which only what is open is held: there may be millions of rows
 */
export function foldEntries(run?: string): Fold {
  const held = new Map<string, Held>();
  /** The held change of a row that no other entry of the row came after. */
  const latest = new Map<number, string>();
  const folded = ({ intent, sentAt, result }: Held): FoldedChange => ({
    change: { ...changeOf(intent, result, run), ...compact({ sentAt }) },
    ...(result === undefined ? {} : rowResultOf(intent, result)),
    isLatest: intent.row !== undefined && latest.get(intent.row) === intent.changeId,
  });
  const begin = (intent: Intent): Folded => {
    const { changeId, row } = intent;
    if (held.has(changeId)) {
      return { kind: "damaged", reason: `change ${changeId} was recorded before` };
    }
    held.set(changeId, { intent });
    if (row !== undefined) latest.set(row, changeId);
    return { kind: "begun" };
  };
  const settle = (result: Result): Folded => {
    const { changeId, outcome } = result;
    const known = held.get(changeId);
    if (known === undefined) {
      const reason = `how change ${changeId} ended (${outcome}), but not what it was`;
      return { kind: "damaged", reason };
    }
    known.result = result;
    const found = folded(known);
    if (run !== undefined && !isOpen(result)) {
      held.delete(changeId);
      if (found.isLatest && known.intent.row !== undefined) latest.delete(known.intent.row);
    }
    return { kind: "change", ...found };
  };
  return {
    add: (entry) => {
      switch (entry.type) {
        case "intent":
          return begin(entry);
        case "sent": {
          const known = held.get(entry.changeId);
          if (known !== undefined) known.sentAt = entry.at;
          return { kind: "begun" };
        }
        case "result":
          return settle(entry);
        case "row": {
          const { v: _v, type: _type, at: _at, ...result } = entry;
          latest.delete(entry.row);
          return { kind: "row", result };
        }
        case "end":
          return { kind: "end", entry };
      }
    },
    held: () => [...held.values()].map(folded),
  };
}

/** The change as these two lines tell it; without a result its outcome is unknown. */
function changeOf(intent: Intent, result: Result | undefined, run?: string): RecordedChange {
  const { v: _v, type: _type, externalId: _externalId, ...facts } = intent;
  return {
    ...facts,
    ...compact({
      id: result?.id ?? facts.id,
      identity: result?.identity ?? facts.identity,
      run,
      outcome: result?.outcome ?? "unknown",
      settledAt: result?.at,
      resolved: result?.resolved,
      unproven: result?.unproven,
      status: result?.status,
      requestId: result?.requestId,
      storedFields: result?.fields,
      note: result?.note,
    }),
  };
}

function rowResultOf(intent: Intent, result: Result): { readonly result?: RowResult } {
  const { changeId, row, provider, externalId } = intent;
  if (row === undefined) return {};
  const { outcome, changes = intent.changes, warnings = [], requestId, error } = result;
  const id = result.id ?? intent.id;
  const facts = { row, provider, id, externalId, outcome, changes, warnings };
  return { result: compact({ ...facts, requestId, changeId, error }) };
}
