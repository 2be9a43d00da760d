import { expect, test } from "vitest";

import type { Entry } from "../../src/journal/entries.ts";
import { foldEntries } from "../../src/journal/fold-entries.ts";
import { intentOf } from "./records.ts";

const id = (index: number): string => `01JBK3T5V00000000000000${String(index).padStart(3, "0")}`;

function intent(index: number, undoes?: number): Entry {
  return {
    v: 1,
    type: "intent",
    at: "2026-11-01T13:02:10.000Z",
    tool: "0.1.0",
    ...intentOf({ change: id(index), ...(undoes === undefined ? {} : { undoes: id(undoes) }) }),
  };
}

function result(index: number, facts: Partial<Extract<Entry, { type: "result" }>> = {}): Entry {
  const at = "2026-11-01T13:02:11.000Z";
  return { v: 1, type: "result", change: id(index), at, outcome: "updated", ...facts };
}

function fold(entries: readonly Entry[]) {
  const all = foldEntries();
  expect(entries.map((entry) => all.add(entry))).toEqual(entries.map(() => undefined));
  return all.changes();
}

const undone = (entries: readonly Entry[]) => fold(entries).map(({ undoneBy }) => undoneBy);

test("a change without an end is unknown and was never settled", () => {
  const [change] = fold([intent(1)]);
  expect(change?.outcome).toBe("unknown");
  expect(change).not.toHaveProperty("settledAt");
});

test("the last of several ends counts, and only what it says", () => {
  const [change] = fold([
    intent(1),
    result(1, { outcome: "unknown", note: "no answer", requestId: "r1" }),
    result(1, {
      outcome: "updated",
      at: "2026-11-02T08:00:00.000Z",
      resolved: true,
      fields: [{ field: "name", stored: "B" }],
    }),
  ]);
  expect(change).toEqual({
    ...intentOf({ change: id(1) }),
    at: "2026-11-01T13:02:10.000Z",
    tool: "0.1.0",
    outcome: "updated",
    settledAt: "2026-11-02T08:00:00.000Z",
    resolved: true,
    storedFields: [{ field: "name", stored: "B" }],
  });
});

test("changes stand in the order of their intents", () => {
  const changes = fold([intent(2), intent(1), result(1), result(2)]);
  expect(changes.map(({ change }) => change)).toEqual([id(2), id(1)]);
});

test("a change is undone by the change that undid it", () => {
  expect(undone([intent(1), result(1), intent(2, 1), result(2)])).toEqual([id(2), undefined]);
});

test("an undo that failed, or whose end is not known, has undone nothing", () => {
  expect(undone([intent(1), intent(2, 1), result(2, { outcome: "failed" })])).toEqual([
    undefined,
    undefined,
  ]);
  expect(undone([intent(1), intent(2, 1)])).toEqual([undefined, undefined]);
});

test("an undo that was undone leaves the first change in place", () => {
  expect(undone([intent(1), result(1), intent(2, 1), result(2), intent(3, 2), result(3)])).toEqual([
    undefined,
    id(3),
    undefined,
  ]);
});

test("of two undos the last one counts, and a failed one between them does not", () => {
  const entries = [intent(1), intent(2, 1), result(2), intent(3, 1), result(3), intent(4, 1)];
  expect(undone(entries)[0]).toBe(id(3));
});
