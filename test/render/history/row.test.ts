import { describe, expect, test } from "vitest";

import type { FieldChange } from "../../../src/domain/change.ts";
import {
  customerCell,
  fieldsSummary,
  remarksOf,
  symbolOf,
} from "../../../src/render/history/row.ts";
import { createStyle } from "../../../src/render/text/style.ts";
import { recordOf } from "../history.ts";
import { move, rename, untitle } from "../outcomes.ts";

const style = createStyle({ colour: false, columns: 80 });
const sent = recordOf({ at: "2026-11-01T13:00:00.000Z" });
const { settledAt: _settledAt, ...unsettled } = { ...sent, outcome: "unknown" as const };
const later = (minutes: number) => ({ now: Date.parse(sent.at) + minutes * 60_000 });

describe("the fields of a change are", () => {
  const summary = (changes: readonly FieldChange[]) => fieldsSummary(recordOf({ changes }), style);

  test("named up to two, then counted", () => {
    expect(summary([rename])).toBe("name");
    expect(summary([rename, move])).toBe("name, address.city");
    expect(summary([rename, move, untitle])).toBe("name, address.city (+1)");
  });

  test("the touched ones where no change was recorded", () => {
    expect(summary([])).toBe("name");
    expect(fieldsSummary(recordOf({ changes: [], fields: [] }), style)).toBe("");
  });

  test("cut where a name is endless", () => {
    const field = `metadata.${"k".repeat(100_000)}`;
    expect(summary([{ ...rename, field }])).toBe(`metadata.${"k".repeat(31)}…`);
  });
});

test("a customer is an id, and a name where there is one", () => {
  expect(customerCell(recordOf({ id: "a", name: "" }), style)).toBe("a");
  expect(customerCell(recordOf({ id: "a", name: "b\u001B[2J" }), style)).toBe("a b\\x1b[2J");
});

describe("it is remarked", () => {
  test("what undid what", () => {
    expect(remarksOf(recordOf({ undoes: "A", undoneBy: "B" }), later(0))).toEqual([
      "undo of A",
      "undone by B",
    ]);
  });

  test("that an end was found out later", () => {
    expect(remarksOf(recordOf({ resolved: true }), later(0))).toEqual([
      "found out later, by reading again",
    ]);
  });

  test("that a change has no end, and while it is young that this may be no harm", () => {
    expect(remarksOf(unsettled, later(1))).toEqual(["no end recorded: it may still be under way"]);
    expect(remarksOf(unsettled, later(60))).toEqual(["no end recorded"]);
    expect(remarksOf(unsettled, later(-60))).toEqual(["no end recorded"]);
    expect(remarksOf(sent, later(1))).toEqual([]);
  });
});

test("the gutter tells what failed, what is not known and what was taken back", () => {
  const symbols = [
    recordOf({}),
    recordOf({ outcome: "failed" }),
    recordOf({ outcome: "unknown" }),
    recordOf({ undoneBy: "A" }),
  ].map((record) => symbolOf(record, style).symbol);
  expect(symbols).toEqual(["", "x", "?", "-"]);
});
