import { expect, test } from "vitest";

import type { RowResult } from "../../../src/domain/run/run.ts";
import { countRows, reasonsOf, startTally } from "../../../src/domain/run/run-tally.ts";
import { rename } from "../../render/outcomes.ts";
import { rowOf, tallyOf } from "../../render/runs.ts";

const removal = {
  field: "address.line2",
  kind: "removed",
  before: "B",
  destructive: "removes data",
} as const;
const refusal = { code: "rejected", exitCode: 5, message: "no" } as const;

test("rows are counted by how they ended, also provider by provider", () => {
  const tally = tallyOf([
    rowOf({ row: 1 }),
    rowOf({ row: 2, outcome: "failed", error: refusal }),
    rowOf({ row: 3, provider: "maple", outcome: "unchanged", changes: [] }),
    rowOf({ row: 4, provider: "", outcome: "skipped", changes: [] }),
  ]);
  expect(tally.counts).toEqual({ updated: 1, failed: 1, unchanged: 1, skipped: 1 });
  expect(tally.byProvider).toEqual({
    commet: { updated: 1, failed: 1 },
    maple: { unchanged: 1 },
    "": { skipped: 1 },
  });
  expect(countRows(tally.counts)).toBe(4);
});

test("changes are counted by field, of rows that were updated or planned", () => {
  const at = (field: string) => ({ field, kind: "added", after: "x" }) as const;
  const tally = tallyOf([
    rowOf({ changes: [rename, at("metadata.tier"), at("contacts[ida@f.no].title")] }),
    rowOf({ changes: [rename, at('metadata["a.b"]'), at("contacts[bo@f.no].title")] }),
    rowOf({ outcome: "planned", changes: [removal, at("childRollupBillingConfig.mode")] }),
    rowOf({ outcome: "failed", changes: [rename] }),
  ]);
  expect(tally.fields).toEqual({
    name: { added: 0, changed: 2, removed: 0 },
    "metadata.tier": { added: 1, changed: 0, removed: 0 },
    'metadata["a.b"]': { added: 1, changed: 0, removed: 0 },
    contacts: { added: 2, changed: 0, removed: 0 },
    "address.line2": { added: 0, changed: 0, removed: 1 },
    childRollupBillingConfig: { added: 1, changed: 0, removed: 0 },
  });
});

test("rows with a warning are counted by its code, and the first of each is kept", () => {
  const warnings = [
    { code: "type_changed", message: "a" },
    { code: "type_changed", message: "b" },
  ];
  const [third, second] = [rowOf({ row: 3, warnings }), rowOf({ row: 2, warnings })];
  const failed = rowOf({
    row: 4,
    outcome: "failed",
    error: refusal,
    warnings: [{ code: "changed_beside", message: "c" }],
  });
  const tally = tallyOf([third, second, failed]);
  expect(tally.warnings).toEqual({ type_changed: 2, changed_beside: 1 });
  expect(tally.warned).toEqual({ type_changed: second, changed_beside: failed });
});

test("an endless path is counted under its field", () => {
  const key = "k".repeat(300);
  const changes = [
    { ...rename, field: `metadata.${key}` },
    { ...rename, field: key },
  ];
  expect(Object.keys(tallyOf([rowOf({ changes })]).fields)).toEqual(["metadata", "(others)"]);
});

test("a row that destroys counts once, and once for each of its reasons", () => {
  const status = { ...rename, field: "status", destructive: "takes the customer out of service" };
  const both = rowOf({ row: 2, outcome: "planned", changes: [removal, removal, status] });
  const tally = tallyOf([
    rowOf({ row: 1 }),
    both,
    rowOf({ row: 3, outcome: "unknown", changes: [removal] }),
    rowOf({ row: 4, outcome: "failed", changes: [removal] }),
    rowOf({ row: 5, outcome: "declined", changes: [removal] }),
  ]);
  expect(tally.destructive).toBe(2);
  expect(tally.reasons).toEqual({ "removes data": 2, "takes the customer out of service": 1 });
  expect(tally.destroying.map(({ row }) => row)).toEqual([2, 3]);
  expect(reasonsOf(both)).toEqual(["removes data", "takes the customer out of service"]);
});

test("of the rows that failed the first of the input are kept, whichever ended first", () => {
  const rows = Array.from({ length: 50 }, (_, index) =>
    rowOf({ row: 50 - index, outcome: "failed", error: refusal }),
  );
  const tally = tallyOf(rows);
  expect(tally.failures.map(({ row }) => row)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
  expect(tally.failureKinds).toEqual({ rejected: 50 });
});

test("the sample are the first rows with changes", () => {
  const rows = [
    rowOf({ row: 1, outcome: "unchanged", changes: [] }),
    rowOf({ row: 9 }),
    rowOf({ row: 2 }),
    rowOf({ row: 3, outcome: "failed" }),
    rowOf({ row: 4 }),
    rowOf({ row: 5 }),
  ];
  expect(tallyOf(rows).sample.map(({ row }) => row)).toEqual([2, 4, 5]);
});

test("names that reach JavaScript's own machinery are names like others", () => {
  const field = "__proto__";
  const tally = tallyOf([rowOf({ provider: "__proto__", changes: [{ ...rename, field }] })]);
  expect(Object.entries(tally.byProvider)).toEqual([["__proto__", { updated: 1 }]]);
  expect(Object.keys(tally.fields)).toEqual(["__proto__"]);
  expect(({} as Record<string, unknown>)["updated"]).toBeUndefined();
});

test("what was read does not change when more is added", () => {
  const tally = startTally();
  tally.add(rowOf({ row: 1 }));
  const before = tally.read();
  const copy = JSON.stringify(before);
  tally.add(rowOf({ row: 2, outcome: "failed", error: refusal }));
  expect(JSON.stringify(before)).toBe(copy);
});

test("a million rows, each with its own names, leave a small tally", () => {
  const tally = startTally();
  const field = (index: number) => ({
    field: index % 2 === 0 ? `metadata.key${index}` : `${"deep".repeat(60)}${index}`,
    kind: "added" as const,
    after: index,
    destructive: `reason ${index}`,
  });
  for (let index = 1; index <= 1_000_000; index += 1) {
    const row: RowResult = {
      row: index,
      provider: `p${index}`,
      id: `cus_${index}`,
      outcome: index % 3 === 0 ? "failed" : "updated",
      changes: [field(index)],
      warnings: [],
      ...(index % 3 === 0 ? { error: refusal } : {}),
    };
    tally.add(row);
  }
  const { fields, byProvider, reasons, ...rest } = tally.read();
  expect(rest.counts).toEqual({ updated: 666_667, failed: 333_333 });
  for (const names of [fields, byProvider, reasons]) {
    expect(Object.keys(names).length).toBeLessThanOrEqual(102);
  }
  expect(fields["metadata"]?.added).toBeGreaterThan(300_000);
  expect(JSON.stringify(rest).length).toBeLessThan(50_000);
});
