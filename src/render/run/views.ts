/** A run over many customers, in every format. */
import type { Chosen } from "../../domain/field/chosen-fields.ts";
import { compact } from "../../domain/compact.ts";
import type { RowResult } from "../../domain/run/run.ts";
import { rowDocument, runDocument, shortResult } from "../machine/row-json.ts";
import { rowOutcomes } from "../../domain/documents/row-outcomes.ts";
import type { JsonObject } from "../../domain/json.ts";
import { namesBeside } from "../change/csv.ts";
import { chosenList, recordsCsv } from "../fields/choose.ts";
import { columnsNamed, fieldsCsv } from "../fields/lists.ts";
import { maskRowResult, maskTally } from "../mask/mask.ts";
import { shortMessage } from "../../domain/text/short-text.ts";
import { fromHome } from "../text/from-home.ts";
import { atEnd, type List, type ListView, type Look, type View } from "../view.ts";
import { runFate, type RunSummary } from "./facts.ts";
import { runMarkdown } from "./markdown.ts";
import { keepRows } from "./kept-rows.ts";
import { withinSize } from "./room.ts";
import { runSummary } from "./summary.ts";

export const csvFields = columnsNamed(
  ..."run row provider id externalId outcome changeId requestId error.code error.message beside mayBeLost".split(
    " ",
  ),
);

const summaryFields = columnsNamed(
  ..."run command end rows earlier".split(" "),
  ...rowOutcomes.map((outcome) => `counts.${outcome}`),
  ..."destructive seconds files.results files.failed files.journal resume".split(" "),
);

/** What a run came to. */
export const runView: View<RunSummary> = {
  document: runDocument,
  draw: {
    table: (summary, look) => runSummary(seen(summary, look), look.style),
    markdown: (summary, look) => runMarkdown(seen(summary, look), look.maxSize),
    csv: recordsCsv(summaryFields, (summary) => [runDocument(summary)]),
  },
  fate: runFate,
};

/**
 * The rows of a run as they end, and what it came to; people are shown that alone.
 *
 * @param run its id; missing where nothing is recorded
 */
export function runRowsView(run: string | undefined): ListView<RowResult, RunSummary> {
  return {
    frame: { first: compact({ run }), items: "results" },
    document: (row, alone) => rowDocument(alone ? run : undefined, row),
    rest: (summary) => ({ summary: runDocument(summary) }),
    draw: {
      table: atEnd(runView, "table"),
      markdown: rowsAtEnd,
      csv: fieldsCsv(csvFields, (row: RowResult) => ({
        ...(rowDocument(run, row) as JsonObject),
        ...namesBeside(row),
      })),
    },
    fate: runFate,
  };
}

/** {@link runRowsView} with these fields of each row alone; people are shown the rows, and then what it came to. */
export function runRowsOf(
  run: string | undefined,
  fields: readonly Chosen[],
): ListView<RowResult, RunSummary> {
  const view = runRowsView(run);
  const chosen = chosenList(
    { ...view, document: (row: RowResult) => rowDocument(run, row) },
    fields,
    "",
  );
  const { draw } = chosen;
  return {
    ...chosen,
    fate: runFate,
    draw: {
      ...draw,
      markdown: (look) => withinSize((draw.markdown ?? draw.table)(look), look.maxSize),
      table: (look) => both(draw.table(look), view.draw.table(look)),
    },
  };
}

/** All rows below what the run came to, as far as the size allows. */
function rowsAtEnd(look: Look): List<RowResult, RunSummary> {
  const rows = keepRows(look.maxSize);
  const { mask } = look;
  const add = (result: RowResult) =>
    rows.add(mask === undefined ? result : maskRowResult(mask, result));
  return {
    item(result) {
      add(result);
      return "";
    },
    earlier: add,
    end: (summary) => runMarkdown(seen(summary, look), look.maxSize, rows),
  };
}

/** The items of one, and the end of both. */
function both(
  items: List<RowResult, RunSummary>,
  last: List<RowResult, RunSummary>,
): List<RowResult, RunSummary> {
  return {
    item: items.item,
    end: async (summary) => {
      const rows = (await items.end(summary)).replace(/^\n/u, "");
      return `${rows}${rows === "" ? "" : "\n"}${await last.end(summary)}`;
    },
  };
}

/** The summary as people are to see it: masked where that is wanted, its paths short. */
function seen(summary: RunSummary, { mask, home }: Look): RunSummary {
  const files = Object.entries(summary.files).map(([name, path]) => [name, fromHome(path, home)]);
  const { failures } = summary.tally;
  const tally = {
    ...summary.tally,
    failures: failures.map((one) => shortResult({ ...one, id: shortMessage(one.id) })),
  };
  return {
    ...summary,
    tally: mask === undefined ? tally : maskTally(mask, tally),
    files: Object.fromEntries(files),
  };
}
