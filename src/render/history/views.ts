/** What was written from this machine, in every format. */
import { type Chosen, documentOf } from "../../domain/field/chosen-fields.ts";
import { compact } from "../../domain/compact.ts";
import type { JsonObject } from "../../domain/json.ts";
import { valueAt } from "../../domain/value-at.ts";
import type { DamagedLine, RecordedChange } from "../../domain/run/recorded-change.ts";
import type { RunRecord } from "../../domain/run/run.ts";
import { historyDocument, recordDocument, runRecordDocument } from "../machine/history-json.ts";
import { rowOutcomes } from "../../domain/documents/row-outcomes.ts";
import { recordCsv } from "../change/csv.ts";
import { chosenList, drawnAsList, recordsCsv } from "../fields/choose.ts";
import { columnsNamed, fieldsCsv, fieldsMarkdown, fieldsTable } from "../fields/lists.ts";
import { printers } from "../machine/machine.ts";
import { maskRun } from "../mask/mask-run.ts";
import { maskRecord } from "../mask/mask.ts";
import { runDetails } from "../run/details.ts";
import { prepareMeasuring } from "../text/measure.ts";
import type { List, ListView, Look, View } from "../view.ts";
import { historyDetails } from "./details.ts";
import { type HistoryEntry, historyEntries } from "./entries.ts";
import { changeMarkdown, earlierMarkdown, historyMarkdown, runRecordMarkdown } from "./markdown.ts";
import { earlierLines, historyTable } from "./table.ts";

const seenChange =
  ({ mask }: Look) =>
  (change: RecordedChange) =>
    mask === undefined ? change : maskRecord(mask, change);
const seenRun =
  ({ mask }: Look) =>
  (run: RunRecord) =>
    mask === undefined ? run : maskRun(mask, run);

interface History {
  readonly changes: readonly RecordedChange[];
  readonly runs: readonly RunRecord[];
  readonly damaged: readonly DamagedLine[];
}

/** Of a change; a run has some of them. */
export const csvFields = columnsNamed(
  ..."at changeId run row provider id name outcome settledAt undoes undoneBy requestId command rows end".split(
    " ",
  ),
);

/** The changes that are no part of a run, and the runs; both newest first. */
export const historyView: View<History> = {
  document: historyDocument,
  draw: {
    table: (history, look) => historyTable(seenEntries(history, look), look.style, look),
    markdown: (history, look) => historyMarkdown(seenEntries(history, look), look.style, look),
    ndjson: (history) => entryDocuments(history).map(printers.ndjson.print).join(""),
    csv: recordsCsv(csvFields, entryDocuments),
  },
};

function seenEntries({ changes, runs }: History, look: Look): readonly HistoryEntry[] {
  return historyEntries(changes.map(seenChange(look)), runs.map(seenRun(look)));
}

/**
 * {@link historyView} with these fields of each change and each run alone. Changes have other fields than runs: what has
 * none of them is left out.
 */
export function historyOf(fields: readonly Chosen[]): View<History> {
  const reduced = (document: object) => documentOf(asObject(document), fields);
  const chosen = (history: History) => entryDocuments(history).filter(hasAny(fields));
  return {
    document: (history) => {
      const { changes, runs, damaged } = historyDocument(history);
      return compact({
        changes: changes.filter(hasAny(fields)).map(reduced),
        runs: runs?.filter(hasAny(fields)).map(reduced),
        damaged,
      });
    },
    draw: {
      table: drawnAsList(fieldsTable(fields, whole, "no changes"), chosen),
      markdown: drawnAsList(fieldsMarkdown(fields, whole), chosen),
      ndjson: (history) => chosen(history).map(reduced).map(printers.ndjson.print).join(""),
      csv: recordsCsv(fields, chosen),
    },
  };
}

function hasAny(fields: readonly Chosen[]): (document: object) => boolean {
  return (document) => fields.some(({ path }) => valueAt(asObject(document), path) !== undefined);
}

/** Newest first. */
function entryDocuments({ changes, runs }: History): readonly JsonObject[] {
  return historyEntries(changes, runs).map((entry) =>
    asObject(entry.type === "run" ? runRecordDocument(entry.run) : recordDocument(entry.change)),
  );
}

function whole(document: JsonObject): JsonObject {
  return document;
}

/** Documents are JSON, whatever their type says of their members. */
function asObject(document: object): JsonObject {
  return document as JsonObject;
}

/** One recorded change. */
export const recordView: View<RecordedChange> = {
  document: recordDocument,
  draw: {
    table: (change, look) => historyDetails(seenChange(look)(change), look.style, look),
    markdown: (change, look) => changeMarkdown(seenChange(look)(change), look.style, look),
    csv: recordCsv,
  },
};

const runFields = columnsNamed(
  ..."run at command rows end endedAt".split(" "),
  ...rowOutcomes.map((outcome) => `counts.${outcome}`),
  ..."undoes undoneBy input.name cwd tool".split(" "),
);

/** One recorded run. */
export const runRecordView: View<RunRecord> = {
  document: runRecordDocument,
  draw: {
    table: (run, look) => runDetails(seenRun(look)(run), look.style, look),
    markdown: (run, look) => runRecordMarkdown(seenRun(look)(run), look.style, look),
    csv: recordsCsv(runFields, (run) => [runRecordDocument(run)]),
  },
};

/** Changes that a table shows. */
const mostShown = 1000;

/** The changes of one run, of which there may be millions; at their end the lines that could not be used. */
export const runChangesView: ListView<RecordedChange, readonly DamagedLine[]> = {
  frame: { first: {}, items: "changes" },
  document: recordDocument,
  rest: (damaged) => ({ damaged }),
  draw: {
    table: lastChanges(historyTable, earlierLines),
    markdown: lastChanges(historyMarkdown, earlierMarkdown),
    csv: fieldsCsv(csvFields, recordDocument),
  },
};

/** {@link runChangesView} with these fields of each change alone. */
export function runChangesOf(
  fields: readonly Chosen[],
): ListView<RecordedChange, readonly DamagedLine[]> {
  return chosenList(runChangesView, fields, "no changes");
}

/** The last ones in the order in which they came, and how many were before. */
function lastChanges(
  draw: typeof historyTable,
  earlierText: typeof earlierLines,
): (look: Look) => List<RecordedChange, readonly DamagedLine[]> {
  return (look) => {
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
        return draw(entries, look.style, look) + earlierText(earlier, look.style);
      },
    };
  };
}
