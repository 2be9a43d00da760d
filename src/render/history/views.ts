/** What was written from this machine, in every format. */
import type { DamagedLine, RecordedChange } from "../../domain/recorded-change.ts";
import type { RunRecord } from "../../domain/run.ts";
import { historyDocument, recordDocument, runRecordDocument } from "../machine/history-json.ts";
import { printers } from "../machine/machine.ts";
import { maskRun } from "../mask/mask-run.ts";
import { maskRecord } from "../mask/mask.ts";
import { runDetails } from "../run/details.ts";
import { prepareMeasuring } from "../text/measure.ts";
import type { List, ListView, Look, View } from "../view.ts";
import { historyDetails } from "./details.ts";
import { historyEntries } from "./entries.ts";
import { earlierLines, historyTable } from "./table.ts";

const seenChange = ({ mask }: Look) => (mask ? maskRecord : (change: RecordedChange) => change);
const seenRun = ({ mask }: Look) => (mask ? maskRun : (run: RunRecord) => run);

/** The changes that are no part of a run, and the runs; both oldest first. */
export const historyView: View<{
  readonly changes: readonly RecordedChange[];
  readonly runs: readonly RunRecord[];
  readonly damaged: readonly DamagedLine[];
}> = {
  document: historyDocument,
  draw: {
    table: ({ changes, runs }, look) =>
      historyTable(
        historyEntries(changes.map(seenChange(look)), runs.map(seenRun(look))),
        look.style,
        look,
      ),
    ndjson: ({ changes, runs }) =>
      historyEntries(changes, runs)
        .map((entry) =>
          entry.type === "run" ? runRecordDocument(entry.run) : recordDocument(entry.change),
        )
        .map(printers.ndjson.print)
        .join(""),
  },
};

/** One recorded change. */
export const recordView: View<RecordedChange> = {
  document: recordDocument,
  draw: { table: (change, look) => historyDetails(seenChange(look)(change), look.style, look) },
};

/** One recorded run. */
export const runRecordView: View<RunRecord> = {
  document: runRecordDocument,
  draw: { table: (run, look) => runDetails(seenRun(look)(run), look.style, look) },
};

/** Changes that a table shows. */
const mostShown = 1000;

/** The changes of one run, of which there may be millions; at their end the lines that could not be used. */
export const runChangesView: ListView<RecordedChange, readonly DamagedLine[]> = {
  frame: { first: {}, items: "changes" },
  document: recordDocument,
  rest: (damaged) => ({ damaged }),
  draw: { table: lastChanges },
};

/** The last ones in the order in which they came, and how many were before. */
function lastChanges(look: Look): List<RecordedChange, readonly DamagedLine[]> {
  const last: RecordedChange[] = [];
  let earlier = 0;
  return {
    item(change) {
      last.push(change);
      if (last.length > mostShown) {
        last.shift();
        earlier += 1;
      }
      return "";
    },
    async end() {
      await prepareMeasuring(last);
      const entries = last
        .map(seenChange(look))
        .map((change) => ({ type: "change", change }) as const);
      return historyTable(entries, look.style, look) + earlierLines(earlier, look.style);
    },
  };
}
