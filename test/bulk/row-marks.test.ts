import { expect, test } from "vitest";

import { createRowTable, isLane, mark } from "../../src/bulk/row-marks.ts";

test("a row has the mark it was given last, and none before", () => {
  const table = createRowTable();
  expect(table.get(1)).toBe(mark.left);
  for (let row = 1; row <= 5000; row += 1) table.set(row, (row % 5) + 1);
  table.set(2, mark.done);
  expect(table.size()).toBe(5000);
  expect(table.get(2)).toBe(mark.done);
  for (let row = 3; row <= 5000; row += 1) expect(table.get(row)).toBe((row % 5) + 1);
  expect(table.get(5001)).toBe(mark.left);
});

test("only lanes are lanes", () => {
  expect(Object.values(mark).filter(isLane)).toEqual([]);
  expect([1, 5].every(isLane)).toBe(true);
});
