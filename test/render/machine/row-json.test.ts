import { expect, test } from "vitest";

import { runSchema } from "../../../src/domain/documents/run.ts";
import { rowDocument, runDocument } from "../../../src/render/machine/row-json.ts";
import { rowOf, runId, summaryOf } from "../runs.ts";

test("a row is a document without keys that have no value", () => {
  const row = rowOf({
    row: 17,
    externalId: "acct-7781",
    outcome: "failed",
    error: {
      code: "rejected",
      exitCode: 5,
      message: "no",
      hint: "mend it",
      provider: "commet",
      status: 422,
      providerError: { status: 422, code: "bad" },
      requestId: "req_1",
    },
    requestId: "req_1",
    changeId: "01K8",
    warnings: [{ code: "deprecated", message: "use taxIds" }],
  });
  expect(JSON.stringify(rowDocument(runId, row))).toBe(
    `{"run":"${runId}","row":17,"provider":"commet","id":"cus_7Qm2rT","externalId":"acct-7781","outcome":"failed","changes":[{"field":"name","kind":"changed","before":"Northwind Robotics","after":"Northwind Robotics AG"}],"warnings":[{"code":"deprecated","message":"use taxIds"}],"requestId":"req_1","changeId":"01K8","error":{"code":"rejected","exitCode":5,"message":"no","hint":"mend it","provider":"commet","status":422,"providerError":{"status":422,"code":"bad"},"requestId":"req_1"}}`,
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
    rowOf({ row: 2, outcome: "failed", error: { code: "not_found", exitCode: 4, message: "no" } }),
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
      end: "interrupted",
      rows: 5,
      elapsedMs: 1234.5,
      files: { results: "/r", failed: "/f", journal: "/j" },
      resume: "billing customers update --resume X",
    }),
  );
  expect(document).toEqual({
    run: runId,
    command: "update",
    end: "interrupted",
    rows: 5,
    counts,
    byProvider: { commet: counts },
    accounts: {},
    fields: { name: { added: 0, changed: 1, removed: 0 } },
    destructive: 0,
    failureKinds: { not_found: 1 },
    warnings: {},
    seconds: 1.235,
    files: { results: "/r", failed: "/f", journal: "/j" },
    resume: "billing customers update --resume X",
  });
  runSchema.parse(document);
});
