import type { RecordedChange } from "../domain/recorded-change.ts";
import type { Entry, Intent, Result } from "./entries.ts";

/** Brings intents and results together, one entry after the other. */
export interface Fold {
  /** Takes the next entry; returns why it cannot be used, if so. */
  readonly add: (entry: Entry) => string | undefined;
  /** Oldest first. */
  readonly changes: () => readonly RecordedChange[];
}

interface Told {
  readonly intent: Intent;
  result?: Result;
}

/** A fold without entries. The last result of a change counts, the first intent. */
export function foldEntries(): Fold {
  const told = new Map<string, Told>();
  return {
    add: (entry) => {
      const known = told.get(entry.change);
      if (entry.type === "intent") {
        if (known !== undefined) return `change ${entry.change} was recorded before`;
        told.set(entry.change, { intent: entry });
        return undefined;
      }
      if (known === undefined) {
        return `how change ${entry.change} ended (${entry.outcome}), but not what it was`;
      }
      known.result = entry;
      return undefined;
    },
    changes: () =>
      withUndone([...told.values()].map(({ intent, result }) => asChange(intent, result))),
  };
}

/** The change as these two lines tell it; without a result its outcome is unknown. */
export function asChange(intent: Intent, result: Result | undefined): RecordedChange {
  const { v: _v, type: _type, ...facts } = intent;
  if (result === undefined) return { ...facts, outcome: "unknown" };
  const { resolved, requestId, fields, note } = result;
  return {
    ...facts,
    outcome: result.outcome,
    settledAt: result.at,
    ...(resolved === undefined ? {} : { resolved }),
    ...(requestId === undefined ? {} : { requestId }),
    ...(fields === undefined ? {} : { storedFields: fields }),
    ...(note === undefined ? {} : { note }),
  };
}

/** Newest first, because an undo that was undone itself leaves its change in place. */
function withUndone(changes: readonly RecordedChange[]): readonly RecordedChange[] {
  const undoneBy = new Map<string, string>();
  for (const { change, undoes, outcome } of changes.toReversed()) {
    if (undoes === undefined || outcome !== "updated" || undoneBy.has(change)) continue;
    if (!undoneBy.has(undoes)) undoneBy.set(undoes, change);
  }
  return changes.map((change) => {
    const by = undoneBy.get(change.change);
    return by === undefined ? change : { ...change, undoneBy: by };
  });
}
