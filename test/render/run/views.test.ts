import fc from "fast-check";
import { expect, test } from "vitest";

import { runResultsSchema } from "../../../src/domain/documents/run.ts";
import { parseJson } from "../../../src/domain/json.ts";
import { rowDocument, runDocument } from "../../../src/render/machine/row-json.ts";
import { runMarkdown } from "../../../src/render/run/markdown.ts";
import { runSummary } from "../../../src/render/run/summary.ts";
import { runRowsView, runView } from "../../../src/render/run/views.ts";
import { render, renderList } from "../../../src/render/view.ts";
import { createPersonal } from "../../../src/render/mask/personal.ts";
import { dangerous } from "../hostile.ts";
import { look } from "../look.ts";
import { hostileRow, hostileSummary, rowOf, runId, summaryOf } from "../runs.ts";

const partsOf = (run: string | undefined) => renderList(runRowsView(run), "json", look());

test("a whole run is one document with a row on each line", async () => {
  const rows = [rowOf({ row: 2 }), rowOf({ row: 1 })];
  const parts = partsOf(runId);
  const summary = summaryOf(rows);
  const text = [...rows.map((row) => parts.item(row)), await parts.end(summary)].join("");
  expect(text.split("\n")).toEqual([
    `{"run":"${runId}","results":[`,
    `${JSON.stringify(rowDocument(undefined, rowOf({ row: 2 })))},`,
    JSON.stringify(rowDocument(undefined, rowOf({ row: 1 }))),
    `],"summary":${JSON.stringify(runDocument(summary))}}`,
    "",
  ]);
});

test("a run of which no row was reported is one document too, and after its end nothing follows", async () => {
  const parts = partsOf(undefined);
  const { run: _run, ...summary } = summaryOf([], { end: "stopped", rows: 3 });
  const text = await parts.end(summary);
  expect(JSON.parse(text)).toMatchObject({ results: [], summary: { end: "stopped", rows: 3 } });
  runResultsSchema.parse(JSON.parse(text));
  expect(parts.item(rowOf({})) + (await parts.end(summary))).toBe("");
});

test("numbers keep their digits", () => {
  const after = parseJson('{"n":12345678901234567890.10}');
  const row = rowOf({ changes: [{ field: "metadata", kind: "added", after }] });
  expect(partsOf(undefined).item(row)).toContain('"after":{"n":12345678901234567890.10}');
});

test("whatever the rows hold, every document has the published shape and is printed harmless", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(hostileRow, { maxLength: 3 }),
      hostileSummary,
      async (rows, summary) => {
        const parts = partsOf(summary.run);
        const text = [...rows.map((row) => parts.item(row)), await parts.end(summary)].join("");
        expect(text).not.toMatch(dangerous);
        expect(runResultsSchema.safeParse(JSON.parse(text)).error).toBeUndefined();
        expect(JSON.parse(text)).toEqual({
          ...(summary.run === undefined ? {} : { run: summary.run }),
          results: rows.map((row) => rowDocument(undefined, row)),
          summary: runDocument(summary),
        });
      },
    ),
    { numRuns: 300 },
  );
});

test("as lines, each row says of which run it is, and the end says nothing", async () => {
  const list = renderList(runRowsView(runId), "ndjson", look());
  expect(JSON.parse(list.item(rowOf({ row: 2 })))).toEqual(rowDocument(runId, rowOf({ row: 2 })));
  expect(await list.end(summaryOf([]))).toBe("");
});

test("people see what it came to, masked and with short paths", async () => {
  const row = rowOf({
    outcome: "failed",
    error: { code: "rejected", exitCode: 5, message: "no ida@f.no" },
  });
  const summary = summaryOf([row], { files: { results: "/home/ida/r.ndjson" } });
  for (const format of ["table", "markdown"] as const) {
    const list = renderList(runRowsView(runId), format, look({ mask: createPersonal() }));
    expect(list.item(row)).toBe("");
    const text = await list.end(summary);
    expect(text).toContain("no i…@f.no");
    expect(text).toContain("~/r.ndjson");
  }
  expect(await render(runView, "table", summary, look({ home: "/" }))).toBe(
    runSummary(summary, look().style),
  );
  expect(await render(runView, "markdown", summary, look({ home: "/" }))).toBe(
    runMarkdown(summary, 65_536),
  );
});
