import { expect, test } from "vitest";

import { keepRows } from "../../../src/render/run/kept-rows.ts";
import { rename, untitle } from "../outcomes.ts";
import { rowOf } from "../runs.ts";

const failure = { code: "rejected", exitCode: 5, message: "no" } as const;

test("rows come by what is not to be missed, and in their order, however they ended", () => {
  const kept = keepRows(65_536);
  const risky = [{ ...untitle, destructive: "removes data" }];
  kept.add(rowOf({ row: 7, outcome: "unchanged", changes: [] }));
  kept.add(rowOf({ row: 6 }));
  kept.add(rowOf({ row: 5, outcome: "failed", changes: [], error: failure }));
  kept.add(rowOf({ row: 4, outcome: "planned", changes: risky }));
  kept.add(rowOf({ row: 3 }));
  const groups = kept.read(65_536, () => 0);
  expect(groups.map(({ group, rows }) => [group, rows])).toEqual([
    ["destroying", 1],
    ["failed", 1],
    ["changed", 2],
    ["unchanged", 1],
  ]);
  expect(groups[2]?.lines).toMatch(/^[^\n]* 3 [^\n]*\n[^\n]* 6 [^\n]*\n$/u);
});

test("100,000 rows leave no more than has room, and the first ones whatever order they end in", () => {
  const size = 4096;
  const rows = 100_000;
  // 7919 and the number of rows have no factor in common: every row comes once.
  const orders = [(n: number) => n, (n: number) => rows - 1 - n, (n: number) => (n * 7919) % rows];
  const held = orders.map((order) => {
    const kept = keepRows(size);
    for (let index = 0; index < rows; index += 1) {
      kept.add(rowOf({ row: order(index) + 1, changes: [rename] }));
    }
    return kept.read(Infinity, () => 0);
  });
  expect(held[0]?.[0]?.rows).toBeGreaterThan(20);
  expect(Buffer.byteLength(held[0]?.[0]?.lines ?? "")).toBeLessThanOrEqual(size);
  expect(held[1]).toEqual(held[0]);
  expect(held[2]).toEqual(held[0]);
});

test("what fails late still finds room", () => {
  const kept = keepRows(4096);
  for (let row = 1; row <= 1000; row += 1) kept.add(rowOf({ row }));
  kept.add(rowOf({ row: 1001, outcome: "failed", changes: [], error: failure }));
  expect(kept.read(4096, () => 0)[0]).toMatchObject({ group: "failed", rows: 1 });
});

test("a group without room for its heading is not begun", () => {
  const kept = keepRows(4096);
  kept.add(rowOf({}));
  expect(kept.read(4096, () => 4090)).toEqual([]);
});
