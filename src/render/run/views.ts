/** A run over many customers, in every format. */
import { compact } from "../../domain/compact.ts";
import type { RowResult } from "../../domain/run.ts";
import { rowDocument, runDocument } from "../machine/row-json.ts";
import { maskTally } from "../mask/mask.ts";
import { fromHome } from "../text/from-home.ts";
import { atEnd, type ListView, type Look, type View } from "../view.ts";
import { runFate, type RunSummary } from "./facts.ts";
import { runMarkdown } from "./markdown.ts";
import { runSummary } from "./summary.ts";

/** What a run came to. */
export const runView: View<RunSummary> = {
  document: runDocument,
  draw: {
    table: (summary, look) => runSummary(seen(summary, look), look.style),
    markdown: (summary, look) => runMarkdown(seen(summary, look)),
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
    draw: { table: atEnd(runView, "table"), markdown: atEnd(runView, "markdown") },
    fate: runFate,
  };
}

/** The summary as people are to see it: masked where that is wanted, its paths short. */
function seen(summary: RunSummary, { mask, home }: Look): RunSummary {
  const files = Object.entries(summary.files).map(([name, path]) => [name, fromHome(path, home)]);
  return {
    ...summary,
    tally: mask ? maskTally(summary.tally) : summary.tally,
    files: Object.fromEntries(files),
  };
}
