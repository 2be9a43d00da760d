import { stripVTControlCharacters } from "node:util";

import { beforeAll, describe, expect, test } from "vitest";

import { prepareMeasuring } from "../../../src/render/text/measure.ts";
import { runSummary } from "../../../src/render/run/summary.ts";
import type { RunSummary } from "../../../src/render/run/facts.ts";
import { createStyle } from "../../../src/render/text/style.ts";
import { move, rename, untitle } from "../outcomes.ts";
import { rowOf, runId, summaryOf } from "../runs.ts";

beforeAll(() => prepareMeasuring("é"));

const draw = (summary: RunSummary, columns: number, colour = false) =>
  runSummary(summary, createStyle({ colour, columns }));

const rows = [
  ...Array.from({ length: 1200 }, (_, index) => rowOf({ row: index + 1 })),
  rowOf({ row: 1201, provider: "maple", changes: [rename, move] }),
  rowOf({ row: 1202, provider: "maple", outcome: "unchanged", changes: [] }),
  rowOf({
    row: 1203,
    outcome: "failed",
    error: {
      code: "rejected",
      exitCode: 5,
      message: "the e-mail address is not valid",
      hint: "mend the row",
    },
  }),
  rowOf({
    row: 1204,
    provider: "maple",
    id: "",
    externalId: "acct-7781",
    outcome: "unknown",
    error: { code: "unknown", exitCode: 8, message: "no answer" },
  }),
];
const finished = summaryOf(rows, {
  elapsedMs: 12_300,
  files: { results: "/runs/results.ndjson", failed: "/runs/failed.csv" },
  undo: `billing undo ${runId}`,
});

describe("a run that is finished", () => {
  test("is told with its numbers, its fields, its failures and where everything is", () => {
    expect(draw(finished, 80)).toBe(`\
run ${runId} · customers.csv · 1,204 rows in 12 s (98/s)
    PROVIDER   UPDATED   UNCHANGED   FAILED   UNKNOWN
    commet       1,200           0        1         0
    maple            1           1        0         1
    (all)        1,201           1        1         1
  ~ name 1,201 · ~ address.city 1
first failures (1 rejected, 1 unknown):
  x row 1,203  commet cus_7Qm2rT  rejected: the e-mail address is not valid
      hint: mend the row
  ? row 1,204  maple acct-7781  unknown: no answer
results: /runs/results.ndjson
failed rows, ready to run again: /runs/failed.csv
undo with: billing undo ${runId}
`);
  });

  test("has no table where there is no room, and breaks neither path nor command", () => {
    expect(draw(finished, 40)).toBe(`\
run ${runId}
customers.csv · 1,204 rows in 12 s
(98/s)
    commet: 1,200 updated, 0 unchanged,
    1 failed, 0 unknown
    maple: 1 updated, 1 unchanged, 0
    failed, 1 unknown
    (all): 1,201 updated, 1 unchanged, 1
    failed, 1 unknown
  ~ name 1,201 · ~ address.city 1
first failures (1 rejected, 1 unknown):
  x row 1,203  commet cus_7Qm2rT
    rejected: the e-mail address is not
    valid
      hint: mend the row
  ? row 1,204  maple acct-7781  unknown:
    no answer
results: /runs/results.ndjson
failed rows, ready to run again:
  /runs/failed.csv
undo with:
  billing undo ${runId}
`);
  });

  test("always has a column for what was updated and what failed", () => {
    const text = draw(summaryOf([rowOf({ outcome: "unchanged", changes: [] })]), 80);
    expect(text).toContain("    PROVIDER   UPDATED   UNCHANGED   FAILED\n");
    expect(text).not.toContain("(all)");
  });

  test("names ten failures and counts the others; a hint is said once", () => {
    const error = {
      code: "not_found",
      exitCode: 4,
      message: "no such customer",
      hint: "look it up",
    } as const;
    const failed = Array.from({ length: 30 }, (_, index) =>
      rowOf({ row: index + 1, outcome: "failed", error }),
    );
    const text = draw(summaryOf(failed), 80);
    expect(text).toContain("first failures:\n  x row 1  commet cus_7Qm2rT  not found: no such");
    expect(text).toContain("  x row 10 ");
    expect(text).not.toContain("  x row 11 ");
    expect(text).toContain("  … and 20 more\n");
    expect(text.match(/hint:/gu)).toHaveLength(1);
  });

  test("names the twelve fields that changed most often", () => {
    const changes = Array.from({ length: 20 }, (_, index) => ({
      field: `metadata.k${index}`,
      kind: "added" as const,
      after: "v",
    }));
    const text = draw(summaryOf([rowOf({ changes }), rowOf({ changes: changes.slice(19) })]), 200);
    expect(text).toContain("  + metadata.k19 2 · + metadata.k0 1 · ");
    expect(text).toContain(" · and 8 more\n");
  });
});

test.each(["interrupted", "stopped"] as const)(
  "a run that was %s says how many rows are left and how to go on",
  (outcome) => {
    const { undo: _undo, ...rest } = finished;
    const text = draw(
      { ...rest, end: outcome, rows: 10_000, earlier: 796, resume: "billing … --resume X" },
      120,
    );
    expect(text).toContain("408 of 10,000 rows in 12 s (33/s) · 796 done before\n");
    expect(text).toContain(`\n${outcome} · 8,796 rows left\n`);
    expect(text).toMatch(/\nresume with: billing … --resume X\n$/u);
  },
);

describe("a dry run", () => {
  const removal = { ...untitle, destructive: "removes data" };
  const planned = summaryOf(
    [
      rowOf({ row: 1, outcome: "planned", changes: [rename, move] }),
      rowOf({
        row: 2,
        outcome: "planned",
        changes: [removal, { ...move, destructive: "removes data" }],
      }),
      rowOf({
        row: 3,
        outcome: "planned",
        changes: [{ ...rename, field: "status", destructive: "takes the customer out of service" }],
      }),
      ...Array.from({ length: 22 }, (_, index) =>
        rowOf({ row: index + 4, outcome: "planned", changes: [removal] }),
      ),
    ],
    { end: "planned" },
  );

  test("lists the rows to be confirmed, and shows some as they would be changed", () => {
    const { run: _run, ...unrecorded } = planned;
    const text = draw(unrecorded, 80);
    expect(text).toMatch(
      /^customers\.csv · 25 rows in 2 s \(13\/s\)\n {4}PROVIDER {3}PLANNED {3}FAILED\n/u,
    );
    expect(text).toContain(`\
24 rows to be confirmed:
  ! row 2  commet cus_7Qm2rT  contacts[ida@f.no].title, address.city: removes
    data
  ! row 3  commet cus_7Qm2rT  status: takes the customer out of service
`);
    expect(text).toContain("  ! row 21 ");
    expect(text).not.toContain("  ! row 22 ");
    expect(text).toContain(`\
  … and 4 more
sample: row 1  commet cus_7Qm2rT
    FIELD          BEFORE               AFTER
  ~ name           Northwind Robotics   Northwind Robotics AG
  ~ address.city   Berlin               Hamburg
sample: row 2 `);
    expect(text).toMatch(/\nplanned · nothing was sent\n$/u);
  });

  test("that is wide shows eight changes of a row", () => {
    const changes = Array.from({ length: 11 }, (_, index) => ({
      ...rename,
      field: `metadata.k${index}`,
    }));
    const text = draw(summaryOf([rowOf({ outcome: "planned", changes })], { end: "planned" }), 80);
    expect(text).toContain("~ metadata.k7");
    expect(text.split("sample:")[1]).not.toContain("~ metadata.k8");
    expect(text).toContain("  … and 3 more\n");
  });
});

test("the first row of each kind of warning is shown, and how many others there are", () => {
  const warnings = [{ code: "type_changed", message: "seats becomes text" }];
  const beside = [{ code: "changed_beside", message: "status changed as well" }];
  const text = draw(
    summaryOf([
      rowOf({ row: 1, warnings }),
      rowOf({ row: 2, warnings }),
      rowOf({ row: 3, warnings: [...warnings, ...beside] }),
    ]),
    100,
  );
  expect(text).toContain(`\
warnings, by the first row of each:
  ! row 1  commet cus_7Qm2rT  type_changed: seats becomes text (and 2 more rows)
  ! row 3  commet cus_7Qm2rT  changed_beside: status changed as well
`);
  expect(draw(finished, 100)).not.toContain("warnings");
});

test("declined, nothing was sent", () => {
  expect(draw(summaryOf([rowOf({ outcome: "declined" })], { end: "declined" }), 80)).toMatch(
    /\ndeclined · nothing was sent\n$/u,
  );
});

test("it says the same with colour as without", () => {
  for (const columns of [40, 100]) {
    expect(draw(finished, columns, true)).not.toBe(draw(finished, columns));
    expect(stripVTControlCharacters(draw(finished, columns, true))).toBe(draw(finished, columns));
  }
});
