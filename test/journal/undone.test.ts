import { expect, test } from "vitest";

import { withUndone } from "../../src/journal/undone.ts";

interface Doing {
  readonly id: string;
  readonly undoes: string | undefined;
  readonly done: boolean;
  readonly undoneBy?: string;
}

const doing = (id: string, undoes?: string, done = true): Doing => ({ id, undoes, done });

/** What undid each of them; `-`: nothing. */
function undone(...all: readonly Doing[]): string {
  return withUndone(all, (one) => one)
    .map(({ undoneBy = "-" }) => undoneBy)
    .join(" ");
}

test("what is undone is undone by the last that took it back", () => {
  expect(undone(doing("A"), doing("B", "A"))).toBe("B -");
  expect(undone(doing("A"), doing("B", "A"), doing("C", "A"))).toBe("C - -");
});

test("an undo that changed nothing undoes nothing", () => {
  expect(undone(doing("A"), doing("B", "A", false))).toBe("- -");
  expect(undone(doing("A"), doing("B", "A"), doing("C", "A", false))).toBe("B - -");
});

test("an undo that was undone leaves in place what it undid", () => {
  expect(undone(doing("A"), doing("B", "A"), doing("C", "B"))).toBe("- C -");
  expect(undone(doing("A"), doing("B", "A"), doing("C", "B"), doing("D", "C"))).toBe("B - D -");
});
