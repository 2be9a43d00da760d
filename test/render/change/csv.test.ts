import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";

import { curlCsv, outcomeCsv, recordCsv } from "../../../src/render/change/csv.ts";
import { recordOf } from "../history.ts";
import { look } from "../look.ts";
import { outcomeOf } from "../outcomes.ts";

const recordsIn = (text: string) => parse(text, { columns: true }) as readonly object[];

test("a record for each field, with what holds for all of them in each", async () => {
  const outcome = outcomeOf({
    outcome: "updated",
    account: { mode: "test", facts: { companyId: "cmp_1" } },
    changes: [
      { field: "name", kind: "changed", before: "A", after: "=B", stored: { value: "b" } },
      { field: "title", kind: "removed", before: "CFO" },
    ],
    warnings: [
      { code: "one", message: "this" },
      { code: "two", field: "name", message: "that" },
    ],
    mayBeLost: ["status", "flags"],
    beside: [{ field: "metadata.trail", kind: "added", after: { a: 1 } }],
    before: { name: "A" },
  });
  const both = {
    "account.mode": "test",
    outcome: "updated",
    mayBeLost: "status, flags",
    beside: "metadata.trail",
    warnings: "one: this; two: that",
  };
  expect(recordsIn(await outcomeCsv(outcome, look()))).toMatchObject([
    { ...both, field: "name", before: "A", after: "'=B", "stored.value": "b" },
    { ...both, field: "title", kind: "removed", before: "CFO", after: "", "stored.value": "" },
  ]);
});

test("one record where no field changes, and one for a command", async () => {
  const outcome = outcomeOf({ outcome: "unchanged", changes: [], before: { name: "A" } });
  expect(recordsIn(await outcomeCsv(outcome, look()))).toMatchObject([
    { outcome: "unchanged", field: "", before: "", after: "", beside: "", mayBeLost: "" },
  ]);
  const curl = "curl 'x' \\\n  --data '{}'";
  expect(recordsIn(await curlCsv({ ...outcome, curl }, look()))).toMatchObject([{ curl }]);
});

test("a recorded change in the same way", async () => {
  const change = recordOf({ changes: [{ field: "name", kind: "added", after: "B" }], row: 3 });
  expect(recordsIn(await recordCsv(change, look({ home: undefined })))).toMatchObject([
    { changeId: change.changeId, row: "3", field: "name", kind: "added", before: "", after: "B" },
  ]);
});
