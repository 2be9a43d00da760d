import { expect, test } from "vitest";

import type { Entry } from "../../src/domain/documents/journal.ts";
import { foldEntries } from "../../src/journal/fold-entries.ts";
import { intentOf } from "./records.ts";

const id = (index: number): string => `01JBK3T5V00000000000000${String(index).padStart(3, "0")}`;

function intent(index: number): Entry {
  return {
    v: 1,
    type: "intent",
    at: "2026-11-01T13:02:10.000Z",
    tool: "0.1.0",
    ...intentOf({ changeId: id(index) }),
  };
}

function result(index: number, facts: Partial<Extract<Entry, { type: "result" }>> = {}): Entry {
  const at = "2026-11-01T13:02:11.000Z";
  return { v: 1, type: "result", changeId: id(index), at, outcome: "updated", ...facts };
}

function fold(entries: readonly Entry[]) {
  const all = foldEntries();
  for (const entry of entries) expect(all.add(entry).kind).not.toBe("damaged");
  return all.held().map(({ change }) => change);
}

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
    ...intentOf({ changeId: id(1) }),
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
  expect(changes.map(({ changeId: change }) => change)).toEqual([id(2), id(1)]);
});

test("of a run only what is open is held, and of a row its last change counts", () => {
  const run = "01JBK3T5V00000000000000099";
  const all = foldEntries(run);
  const ofRow = (entry: Entry): Entry => ({ ...entry, row: 7 }) as Entry;
  all.add(ofRow(intent(1)));
  all.add(ofRow(intent(2)));
  expect(all.add(ofRow(result(1)))).toMatchObject({ kind: "change", isLatest: false });
  expect(all.held()).toMatchObject([{ change: { changeId: id(2), row: 7, run }, isLatest: true }]);
  expect(all.add(ofRow(result(2, { outcome: "unknown" })))).toMatchObject({
    change: { outcome: "unknown" },
    result: { row: 7, changeId: id(2), outcome: "unknown", warnings: [] },
    isLatest: true,
  });
  expect(all.held()).toHaveLength(1);
  all.add(ofRow(result(2)));
  expect(all.held()).toEqual([]);
  expect(all.add(ofRow(result(2)))).toEqual({
    kind: "damaged",
    reason: `how change ${id(2)} ended (updated), but not what it was`,
  });
});

test("a change that is part of no run has no row's result", () => {
  const all = foldEntries();
  all.add(intent(1));
  const told = all.add(result(1));
  expect(told).toMatchObject({ kind: "change", change: { outcome: "updated" }, isLatest: false });
  expect(told).not.toHaveProperty("result");
  expect(told).not.toHaveProperty("change.run");
  expect(all.add(intent(1))).toMatchObject({ kind: "damaged" });
});
