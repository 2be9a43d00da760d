import { expect, test } from "vitest";

import { createRowDigests, createRowMarks, isQueue, mark } from "../../src/bulk/row-marks.ts";

test("a row has the mark it was given last, and none before", () => {
  const marks = createRowMarks();
  expect(marks.get(1)).toBe(mark.left);
  for (let row = 1; row <= 5000; row += 1) marks.set(row, (row % 5) + 1);
  marks.set(2, mark.done);
  expect(marks.size()).toBe(5000);
  expect(marks.get(2)).toBe(mark.done);
  for (let row = 3; row <= 5000; row += 1) expect(marks.get(row)).toBe((row % 5) + 1);
  expect(marks.get(5001)).toBe(mark.left);
});

test("only numbers of queues are in a queue", () => {
  expect(Object.values(mark).filter(isQueue)).toEqual([]);
  expect([1, 5].every(isQueue)).toBe(true);
});

test("a row is known again by its digest, however many there are", () => {
  const digests = createRowDigests();
  for (let row = 1; row <= 5000; row += 1) digests.set(row, `row ${row}`);
  expect(digests.matches(1, "row 1")).toBe(true);
  expect(digests.matches(5000, "row 5000")).toBe(true);
  expect(digests.matches(5000, "row 5001")).toBe(false);
  expect(digests.matches(5001, "row 5001")).toBe(false);
});
