import { expect, test } from "vitest";

import { parseJson } from "../../../src/domain/json.ts";
import {
  historyDocument,
  recordDocument,
  runRecordDocument,
} from "../../../src/render/machine/history-json.ts";
import { printMachine } from "../../../src/render/machine/machine.ts";
import { recordOf } from "../history.ts";
import { runId, runOf } from "../runs.ts";

test("a change is a document without keys that have no value", () => {
  expect(recordDocument(recordOf({ requestId: "req_81" }))).toEqual({
    changeId: "01K8ZJ3QDG4T7N2M9XV5R1B6CA",
    at: "2026-11-01T13:02:10.000Z",
    provider: "vayu",
    id: "65f0c1a2b3d4e5f60718293a",
    name: "Northwind Robotics",
    outcome: "updated",
    settledAt: "2026-11-01T13:02:11.000Z",
    changes: [
      {
        field: "name",
        kind: "changed",
        before: "Northwind Robotics",
        after: "Northwind Robotics AG",
      },
    ],
    fields: [{ field: "name", before: "Northwind Robotics", after: "Northwind Robotics AG" }],
    baseUrl: "https://vayu.example",
    account: "3f9a",
    tool: "0.1.0",
    requestId: "req_81",
  });
});

test("a history has its changes in their order, and the lines that are damaged", () => {
  const records = [recordOf({ id: "a" }), recordOf({ id: "b", undoes: "x", undoneBy: "y" })];
  const damaged = [{ line: 7, reason: "the line is not JSON" }];
  expect(historyDocument({ changes: records, damaged })).toEqual({
    changes: records.map(recordDocument),
    damaged,
  });
  expect(historyDocument({ changes: [], damaged: [] })).toEqual({ changes: [], damaged: [] });
});

test("numbers keep their digits", async () => {
  const fields = [{ field: "metadata", after: parseJson('{"n":12345678901234567890.10}') }];
  expect(await printMachine(recordDocument(recordOf({ fields })), "ndjson")).toContain(
    '"after":{"n":12345678901234567890.10}',
  );
});

test("a run is a document that says what it is", () => {
  const document = runRecordDocument(
    runOf({ undoes: "U", options: { shard: "2/8" } }, { end: "stopped", endedAt: "later" }),
  );
  expect(document).toEqual({
    type: "run",
    run: runId,
    at: "2026-11-02T13:02:10.000Z",
    command: "update",
    input: {
      name: "customers.csv",
      path: "/home/ida/customers.csv",
      format: "csv",
      bytes: 81_204,
      sha256: "ab".repeat(32),
    },
    rows: 1204,
    chosen: 1204,
    counts: {
      updated: 1200,
      unchanged: 0,
      planned: 0,
      failed: 4,
      unknown: 0,
      declined: 0,
      skipped: 0,
    },
    end: "stopped",
    endedAt: "later",
    undoes: "U",
    options: { shard: "2/8" },
    cwd: "/home/ida",
    accounts: [{ provider: "commet", baseUrl: "https://commet.example", account: "3f9a" }],
    tool: "0.1.0",
  });
});

test("a change says of which row of which run it was, and a run what undid it", () => {
  const facts = { run: "R", row: 17 };
  expect(recordDocument(recordOf(facts))).toMatchObject(facts);
  expect(runRecordDocument(runOf({}, { undoneBy: "U" }))).toMatchObject({ undoneBy: "U" });
});

test("runs stand beside the changes of a history", () => {
  const [change, run] = [recordOf({}), runOf({})];
  expect(historyDocument({ changes: [change], damaged: [], runs: [run] })).toEqual({
    changes: [recordDocument(change)],
    runs: [runRecordDocument(run)],
    damaged: [],
  });
});
