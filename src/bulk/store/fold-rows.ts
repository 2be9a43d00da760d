import type { RecordedChange } from "../../domain/recorded-change.ts";
import type { RowResult } from "../../domain/run.ts";
import { asChange } from "../../journal/fold-entries.ts";
import type { EndEntry, RowEntry, RunEntry, RunIntent, RunResult } from "./entries.ts";

/** A change and what came of its row by it. */
interface ToldChange {
  readonly change: RecordedChange;
  /** Missing: nothing was recorded of its end. */
  readonly result?: RowResult;
  /** Nothing that came later in the journal says something else of the row. */
  readonly isLatest: boolean;
}

/** What an entry has told. */
export type Told =
  | ({ readonly kind: "change" } & ToldChange)
  | { readonly kind: "row"; readonly result: RowResult }
  | { readonly kind: "begun" }
  | { readonly kind: "end"; readonly entry: EndEntry }
  /** The entry cannot be used. */
  | { readonly kind: "damaged"; readonly reason: string };

interface Open {
  readonly intent: RunIntent;
  result?: RunResult;
}

/** Brings the entries of a run together, one after the other; holds only changes whose end is not known. */
export interface RowFold {
  readonly add: (entry: RunEntry) => Told;
  /** The changes whose end is not known, in the order of their intents. */
  readonly open: () => readonly ToldChange[];
}

/** A fold without entries, of the run of this id. */
export function foldRows(run: string): RowFold {
  const open = new Map<string, Open>();
  /** The open change of a row that no other entry of the row came after. */
  const latest = new Map<number, string>();
  const told = ({ intent, result }: Open): ToldChange => {
    const { externalId: _externalId, ...facts } = intent;
    return {
      change: { ...asChange(facts, result), run },
      ...(result === undefined ? {} : { result: resultOf(intent, result) }),
      isLatest: latest.get(intent.row) === intent.change,
    };
  };
  const settle = (entry: RunResult): Told => {
    const known = open.get(entry.change);
    if (known === undefined) {
      const reason = `how change ${entry.change} ended (${entry.outcome}), but not what it was`;
      return { kind: "damaged", reason };
    }
    known.result = entry;
    const change: Told = { kind: "change", ...told(known) };
    if (entry.outcome !== "unknown") {
      open.delete(entry.change);
      if (change.isLatest) latest.delete(known.intent.row);
    }
    return change;
  };
  return {
    add: (entry) => {
      switch (entry.type) {
        case "intent":
          open.set(entry.change, { intent: entry });
          latest.set(entry.row, entry.change);
          return { kind: "begun" };
        case "result":
          return settle(entry);
        case "row":
          latest.delete(entry.row);
          return { kind: "row", result: rowOf(entry) };
        case "end":
          return { kind: "end", entry };
      }
    },
    open: () => [...open.values()].map(told),
  };
}

function resultOf(intent: RunIntent, result: RunResult): RowResult {
  const { change, row, provider, id, externalId } = intent;
  const { outcome, requestId, error } = result;
  return {
    row,
    provider,
    id,
    ...(externalId === undefined ? {} : { externalId }),
    outcome,
    changes: result.changes ?? intent.changes,
    warnings: result.warnings ?? [],
    ...(requestId === undefined ? {} : { requestId }),
    changeId: change,
    ...(error === undefined ? {} : { error }),
  };
}

function rowOf({ v: _v, type: _type, at: _at, ...result }: RowEntry): RowResult {
  return result;
}
