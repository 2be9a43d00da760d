import { expect, test } from "vitest";

import { parseJson } from "../../../src/domain/json.ts";
import { runResultsSchema, runSchema } from "../../../src/render/machine/schema.ts";
import { rowDocument, runDocument, runJsonParts } from "../../../src/render/machine/row-json.ts";
import { rowOf, runId, summaryOf } from "../runs.ts";

test("a row is a document without keys that have no value", () => {
  const row = rowOf({
    row: 17,
    externalId: "acct-7781",
    outcome: "failed",
    error: { code: "rejected", message: "no", hint: "mend it", status: 422, providerCode: "bad" },
    requestId: "req_1",
    changeId: "01K8",
    warnings: [{ code: "deprecated", message: "use taxIds" }],
  });
  expect(JSON.stringify(rowDocument(runId, row))).toBe(
    `{"run":"${runId}","row":17,"provider":"commet","id":"cus_7Qm2rT","externalId":"acct-7781","outcome":"failed","changes":[{"field":"name","kind":"changed","before":"Northwind Robotics","after":"Northwind Robotics AG"}],"warnings":[{"code":"deprecated","message":"use taxIds"}],"requestId":"req_1","changeId":"01K8","error":{"code":"rejected","message":"no","hint":"mend it","status":422,"providerCode":"bad"}}`,
  );
  expect(Object.keys(rowDocument(undefined, rowOf({})))).toEqual([
    "row",
    "provider",
    "id",
    "outcome",
    "changes",
    "warnings",
  ]);
});

test("a run is a document that counts every outcome, also those that did not occur", () => {
  const rows = [
    rowOf({ row: 1 }),
    rowOf({ row: 2, outcome: "failed", error: { code: "not_found", message: "no" } }),
  ];
  const counts = {
    updated: 1,
    unchanged: 0,
    planned: 0,
    failed: 1,
    unknown: 0,
    declined: 0,
    skipped: 0,
  };
  const document = runDocument(
    summaryOf(rows, {
      outcome: "interrupted",
      rows: 5,
      elapsedMs: 1234.5,
      files: { results: "/r", failed: "/f", journal: "/j" },
      resume: "billing customers update --resume X",
    }),
  );
  expect(document).toEqual({
    run: runId,
    command: "update",
    outcome: "interrupted",
    rows: 5,
    counts,
    byProvider: { commet: counts },
    fields: { name: { added: 0, changed: 1, removed: 0 } },
    destructive: 0,
    failureKinds: { not_found: 1 },
    seconds: 1.235,
    files: { results: "/r", failed: "/f", journal: "/j" },
    resume: "billing customers update --resume X",
  });
  runSchema.parse(document);
});

test("a whole run is one document with a row on each line", () => {
  const rows = [rowOf({ row: 2 }), rowOf({ row: 1 })];
  const parts = runJsonParts(runId);
  const summary = summaryOf(rows);
  const text = [...rows.map((row) => parts.row(row)), parts.end(summary)].join("");
  expect(text.split("\n")).toEqual([
    `{"run":"${runId}","results":[`,
    `${JSON.stringify(rowDocument(undefined, rowOf({ row: 2 })))},`,
    JSON.stringify(rowDocument(undefined, rowOf({ row: 1 }))),
    `],"summary":${JSON.stringify(runDocument(summary))}}`,
    "",
  ]);
});

test("a run of which no row was told is one document too, and after its end nothing follows", () => {
  const parts = runJsonParts(undefined);
  const { run: _run, ...summary } = summaryOf([], { outcome: "stopped", rows: 3 });
  const text = parts.end(summary);
  expect(JSON.parse(text)).toMatchObject({ results: [], summary: { outcome: "stopped", rows: 3 } });
  runResultsSchema.parse(JSON.parse(text));
  expect(parts.row(rowOf({})) + parts.end(summary)).toBe("");
});

test("numbers keep their digits", () => {
  const after = parseJson('{"n":12345678901234567890.10}');
  const row = rowOf({ changes: [{ field: "metadata", kind: "added", after }] });
  expect(runJsonParts(undefined).row(row)).toContain('"after":{"n":12345678901234567890.10}');
});
