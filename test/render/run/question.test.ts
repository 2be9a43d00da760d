import { beforeAll, expect, test } from "vitest";

import type { RowResult } from "../../../src/domain/run/run.ts";
import { prepareMeasuring } from "../../../src/render/text/measure.ts";
import { runQuestion } from "../../../src/render/run/question.ts";
import { createStyle } from "../../../src/render/text/style.ts";
import { rename } from "../outcomes.ts";
import { rowOf, tallyOf } from "../runs.ts";

beforeAll(() => prepareMeasuring("é"));

const ask = (rows: readonly RowResult[], columns = 80) =>
  runQuestion(tallyOf(rows), "update", createStyle({ colour: false, columns }));
const planned = (number: number, destructive?: string, facts: Partial<RowResult> = {}) =>
  Array.from({ length: number }, () =>
    rowOf({
      outcome: "planned",
      changes: [{ ...rename, ...(destructive === undefined ? {} : { destructive }) }],
      ...facts,
    }),
  );

test("the question names how many are changed", () => {
  expect(ask(planned(1200))).toBe("1,200 updates\nCarry them out? [y/N] ");
  expect(ask(planned(1))).toBe("1 update\nCarry it out? [y/N] ");
});

test("one reason for care is said with the number", () => {
  expect(ask([...planned(39), ...planned(3, "removes data")])).toBe(
    "42 updates, 3 of them remove data\nCarry them out? [y/N] ",
  );
  expect(ask([...planned(1), ...planned(1, "takes the customer out of service")])).toBe(
    "2 updates, 1 of them takes the customer out of service\nCarry them out? [y/N] ",
  );
});

test("several reasons are counted each, the most frequent first", () => {
  const rows = [
    ...planned(30),
    ...planned(1, "replaces what cannot be read first"),
    ...planned(2, "events and look-ups go by the external id"),
    ...planned(3, "removes data"),
  ];
  expect(ask(rows)).toBe(`\
36 updates, 6 of them need care:
  ! 3 remove data
  ! 2: events and look-ups go by the external id
  ! 1 replaces what cannot be read first
Carry them out? [y/N] `);
});

test("a reason that is a sentence of its own stands apart", () => {
  expect(ask(planned(1, "events and look-ups go by the external id"))).toBe(`\
1 update, 1 of them needs care:
  ! 1: events and look-ups go by the external id
Carry it out? [y/N] `);
});

test("a reason is escaped wherever it stands", () => {
  expect(ask(planned(2, "removes \u001B[2J"))).toContain(String.raw`2 of them remove \x1b[2J`);
  expect(ask(planned(2, "\u001B[2J"))).toContain(String.raw`  ! 2: \x1b[2J`);
});

test("several providers are counted each, and rows that cannot be planned are not hidden", () => {
  const rows = [
    ...planned(2),
    ...planned(1, undefined, { provider: "maple" }),
    ...planned(1, undefined, { provider: "vayu", outcome: "failed" }),
  ];
  expect(ask(rows)).toBe(`\
3 updates (commet 2, maple 1)
1 row could not be planned: nothing is changed there
Carry them out? [y/N] `);
});

test("what the input says besides stands before the question", () => {
  const style = createStyle({ colour: false, columns: 80 });
  const text = runQuestion(tallyOf([]), "update", style, ["#N/A clears 2 cells: phone 2"]);
  expect(text).toContain("\n  ! #N/A clears 2 cells: phone 2\nCarry");
});
