import type { RecordedChange } from "../../domain/run/recorded-change.ts";
import type { RunRecord } from "../../domain/run/run.ts";

/** One line of a history: a change of one customer, or a run over many. */
export type HistoryEntry =
  | { readonly type: "change"; readonly change: RecordedChange }
  | { readonly type: "run"; readonly run: RunRecord };

/** Changes and runs in the order in which they began, the newest first: both are named by ULIDs, which sort by time. */
export function historyEntries(
  changes: readonly RecordedChange[],
  runs: readonly RunRecord[],
): readonly HistoryEntry[] {
  const entries = [
    ...changes.map((change) => ({ type: "change", change }) as const),
    ...runs.map((run) => ({ type: "run", run }) as const),
  ];
  return entries.toSorted((left, right) => {
    const [first, second] = [idOf(left), idOf(right)];
    return first < second ? 1 : first > second ? -1 : 0;
  });
}

export function idOf(entry: HistoryEntry): string {
  return entry.type === "change" ? entry.change.changeId : entry.run.header.run;
}
