/** Everything that draws for people or prints for programs, as a table: what is asked of one is asked of all. */
import type { UpdateOutcome } from "../../src/domain/change.ts";
import { BillingError } from "../../src/domain/errors.ts";
import { failureSchema } from "../../src/domain/documents/errors/failure.ts";
import { type Drift, driftSchema } from "../../src/domain/documents/drift.ts";
import { historySchema } from "../../src/domain/documents/history.ts";
import { outcomeSchema } from "../../src/domain/documents/outcome.ts";
import { rowSchema, runResultsSchema, runSchema } from "../../src/domain/documents/run.ts";
import type { RecordedChange } from "../../src/domain/run/recorded-change.ts";
import type { RowResult, RunRecord } from "../../src/domain/run/run.ts";
import { safeText } from "../../src/domain/text/safe-text.ts";
import { failureMarkdown } from "../../src/render/ci/failure-markdown.ts";
import { customerMarkdown, customerTable } from "../../src/render/change/customer-table.ts";
import { flatten } from "../../src/render/change/flatten.ts";
import { markdownTable } from "../../src/render/change/markdown.ts";
import { requestPreview } from "../../src/render/change/request-preview.ts";
import { changeTable } from "../../src/render/change/table.ts";
import { driftMarkdown } from "../../src/render/drift/markdown.ts";
import { driftTable } from "../../src/render/drift/table.ts";
import { driftView } from "../../src/render/drift/views.ts";
import { failureText } from "../../src/render/failure.ts";
import { historyDetails } from "../../src/render/history/details.ts";
import { historyEntries } from "../../src/render/history/entries.ts";
import {
  changeMarkdown,
  historyMarkdown,
  runRecordMarkdown,
} from "../../src/render/history/markdown.ts";
import { historyTable } from "../../src/render/history/table.ts";
import { failureDocument } from "../../src/render/machine/failure-json.ts";
import { historyDocument } from "../../src/render/machine/history-json.ts";
import { outcomeDocument } from "../../src/render/machine/outcome-json.ts";
import { rowDocument, runDocument } from "../../src/render/machine/row-json.ts";
import { runDetails } from "../../src/render/run/details.ts";
import type { RunSummary } from "../../src/render/run/facts.ts";
import { keepRows } from "../../src/render/run/kept-rows.ts";
import { runMarkdown } from "../../src/render/run/markdown.ts";
import { progressLine } from "../../src/render/run/progress-line.ts";
import { runQuestion } from "../../src/render/run/question.ts";
import { runSummary } from "../../src/render/run/summary.ts";
import { runRowsView } from "../../src/render/run/views.ts";
import { createStyle, type Style } from "../../src/render/text/style.ts";
import { renderList } from "../../src/render/view.ts";
import { look } from "./look.ts";
import { tallyOf } from "./runs.ts";

/** One of everything that can be shown. */
export interface Shown {
  readonly text: string;
  readonly outcome: UpdateOutcome;
  readonly rows: readonly RowResult[];
  readonly summary: RunSummary;
  readonly record: RecordedChange;
  readonly run: RunRecord;
  readonly drift: Drift;
}

const view = { now: Date.parse("2026-11-03T12:00:00.000Z"), timeZone: "Europe/Oslo" };

export interface TerminalRenderer {
  readonly draw: (shown: Shown, style: Style) => string;
  /** Lines are as long as they are, to be copied or searched for. */
  readonly unwrapped?: true;
  /** No line ends with a space. */
  readonly neat?: true;
  /** It is one line. */
  readonly single?: true;
}

/** For terminals: no line is wider than the terminal, unless it says so. */
export const forTerminals: Readonly<Record<string, TerminalRenderer>> = {
  "an update": { draw: ({ outcome }, style) => changeTable(outcome, style), neat: true },
  "an update with what stays": {
    draw: ({ outcome }, style) => changeTable(outcome, style, { showUnchanged: true }),
    neat: true,
  },
  "a customer": {
    draw: ({ outcome }, style) => customerTable({ ...outcome, customer: outcome.before }, style),
  },
  "customers side by side": {
    draw: ({ drift }, style) => driftTable(drift, style, { showUnchanged: false }),
    neat: true,
  },
  "customers side by side with what is the same": {
    draw: ({ drift }, style) => driftTable(drift, style, { showUnchanged: true }),
    neat: true,
  },
  "a change of the journal": { draw: ({ record }, style) => historyDetails(record, style, view) },
  "changes of the journal": {
    draw: ({ record }, style) => historyTable(historyEntries([record], []), style, view),
  },
  "changes and runs": {
    draw: ({ record, run }, style) =>
      historyTable(historyEntries([record], [run, run]), style, view),
  },
  "a recorded run": { draw: ({ run }, style) => runDetails(run, style, view) },
  "the end of a run": { draw: ({ summary }, style) => runSummary(summary, style) },
  "the question before a run": {
    draw({ rows }, style) {
      const planned = rows.map((row) => ({ ...row, outcome: "planned" as const }));
      // Where it is answered; not wrapped.
      return runQuestion(tallyOf(planned), "update", style).split("\n").slice(0, -1).join("\n");
    },
  },
  "how far a run is": {
    draw({ text }, style) {
      const waiting = [{ title: text, leftMs: 1000 }];
      const facts = { done: 12, total: 10_000, failed: 3, elapsedMs: 12_000, ratePerSecond: 98.6 };
      return progressLine({ ...facts, waiting }, style);
    },
    single: true,
  },
  "an error": { draw: ({ text }, style) => failureText(failureOf(text), style), unwrapped: true },
  "a bug": {
    draw({ text }, style) {
      const bug = Object.assign(new TypeError(text), { stack: `${text}\n    at ${text}` });
      return failureText(bug, style, { debug: true });
    },
    unwrapped: true,
  },
  "a request": {
    draw({ text, outcome }, style) {
      const request = {
        method: text,
        url: text,
        headers: { [text]: text, Authorization: text },
        body: outcome.before,
      };
      return requestPreview(outcome.request ?? request, ["authorization"], style);
    },
    unwrapped: true,
  },
};

export interface MarkdownRenderer {
  readonly draw: (shown: Shown) => string;
  /** How many lines its tables have in all, where that is known. */
  readonly lines?: (shown: Shown) => number;
}

const size = 1_048_576;
const bare = createStyle({ colour: false, columns: undefined });

function keptOf(rows: readonly RowResult[]) {
  const kept = keepRows(size);
  for (const row of rows) kept.add(row);
  return kept;
}

export const forMarkdown: Readonly<Record<string, MarkdownRenderer>> = {
  "an update": {
    draw: ({ outcome }) => markdownTable(outcome),
    lines: ({ outcome: { changes } }) => (changes.length === 0 ? 0 : changes.length + 2),
  },
  "a customer": {
    draw: ({ outcome }) => customerMarkdown({ ...outcome, customer: outcome.before }, bare),
    lines: ({ outcome: { before } }) => flatten(before).length + 2,
  },
  "customers side by side": {
    draw: ({ drift }) => driftMarkdown(drift, bare, { showUnchanged: true }),
    lines: ({ drift: { fields } }) => (fields.length === 0 ? 0 : fields.length + 2),
  },
  "a change of the journal": {
    draw: ({ record }) => changeMarkdown(record, bare, view),
    lines: ({ record: { changes } }) => (changes.length === 0 ? 0 : changes.length + 2),
  },
  "changes and runs": {
    draw: ({ record, run }) => historyMarkdown(historyEntries([record], [run]), bare, view),
    lines: () => 4,
  },
  "a recorded run": { draw: ({ run }) => runRecordMarkdown(run, bare, view), lines: () => 0 },
  "an error": { draw: ({ text }) => failureMarkdown(failureOf(text)), lines: () => 0 },
  "the end of a run": { draw: ({ summary, rows }) => runMarkdown(summary, size, keptOf(rows)) },
  "the end of a run in little room": {
    draw: ({ summary, rows }) => runMarkdown(summary, 4096, keptOf(rows)),
  },
};

interface Schema {
  safeParse(value: unknown): { readonly error?: unknown };
}

export interface Printed {
  readonly document: (shown: Shown) => object;
  /** The shape that is published for it. */
  readonly schema: Schema;
}

export const forPrograms: Readonly<Record<string, Printed>> = {
  "an update": { document: ({ outcome }) => outcomeDocument(outcome), schema: outcomeSchema },
  "customers side by side": {
    document: ({ drift }) => driftView({ showUnchanged: true }).document(drift),
    schema: driftSchema,
  },
  "a row": {
    document: ({ summary, rows }) => rowDocument(summary.run, rows[0] ?? noRow()),
    schema: rowSchema,
  },
  "the end of a run": { document: ({ summary }) => runDocument(summary), schema: runSchema },
  "a history": {
    document: ({ record, run }) => historyDocument({ changes: [record], damaged: [], runs: [run] }),
    schema: historySchema,
  },
  "an error": { document: ({ text }) => failureDocument(failureOf(text)), schema: failureSchema },
};

/** A run as it is printed while it goes on, and the shape of the whole. */
export const ofRun = {
  async print({ summary, rows }: Shown): Promise<string> {
    const list = renderList(runRowsView(summary.run), "json", look());
    return [...rows.map((row) => list.item(row)), await list.end(summary)].join("");
  },
  document: ({ summary, rows }: Shown) => ({
    ...(summary.run === undefined ? {} : { run: summary.run }),
    results: rows.map((row) => rowDocument(undefined, row)),
    summary: runDocument(summary),
  }),
  schema: runResultsSchema as Schema,
};

/** Lines of a summary that are there to be copied: paths and commands, which are never wrapped. */
export function copiedLines({ summary: { files, undo = "", resume = "" } }: Shown) {
  return [...Object.values(files), undo, resume].map((word) => `  ${safeText(word)}`);
}

function failureOf(text: string): BillingError {
  return new BillingError("rejected", text, {
    hint: text,
    provider: "maple",
    requestId: text,
    complaints: [{ message: text, hint: text, location: { name: text, line: 3, column: 1 } }],
    providerError: {
      status: 422,
      code: text,
      type: text,
      message: `${text} `,
      param: text,
      details: [text, text],
    },
  });
}

function noRow(): never {
  throw new Error("there is no row to print");
}
