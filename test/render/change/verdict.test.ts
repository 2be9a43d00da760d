import { expect, test } from "vitest";

import type { UpdateOutcome } from "../../../src/domain/change.ts";
import { createStyle } from "../../../src/render/text/style.ts";
import { undoRemark, verdict } from "../../../src/render/change/verdict.ts";
import { outcomeOf, rename } from "../outcomes.ts";

const style = createStyle({ colour: false, columns: undefined });
const off = { ...rename, stored: { value: "x" } };
const blind = { ...rename, unreadable: true } as const;

test.each<[Partial<UpdateOutcome>, string]>([
  [{}, "updated · stored as sent, says the answer"],
  [{ verified: false }, "updated · sent · not verified"],
  [{ changes: [off] }, "updated · 1 field stored differently"],
  [
    { changes: [rename, blind, blind] },
    "updated · stored as sent, says the answer · 2 fields sent, not verifiable",
  ],
  [{ changes: [blind] }, "updated · 1 field sent, not verifiable"],
  [{ outcome: "planned" }, "planned · nothing was sent"],
  [{ outcome: "declined" }, "declined · nothing was sent"],
  [{ outcome: "unchanged" }, "unchanged · already as asked"],
  [{ outcome: "failed" }, "failed · nothing was changed"],
  [{ outcome: "failed", changes: [off] }, "failed · 1 field stored differently"],
  [
    { outcome: "unknown" },
    "unknown · the change was sent; whether it was stored could not be established",
  ],
])("%j ends in %j", (facts, words) => {
  expect(verdict(outcomeOf(facts), style)).toBe(words);
});

test("only what was updated can be undone", () => {
  expect(undoRemark(outcomeOf({}), "billing undo 01")).toBe("undo with: billing undo 01");
  expect(undoRemark(outcomeOf({}), undefined)).toBeUndefined();
  for (const outcome of ["planned", "unchanged", "failed", "unknown", "declined"] as const) {
    expect(undoRemark(outcomeOf({ outcome }), "billing undo 01")).toBeUndefined();
  }
});
