import { describe, expect, test } from "vitest";

import type { RawRow } from "../../../src/bulk/input/row.ts";
import { type Prepare, rowPreparer } from "../../../src/bulk/sources/prepare-row.ts";
import type { RowRules } from "../../../src/bulk/sources/row-patch.ts";
import { providers } from "../../../src/providers/registry.ts";
import { randomNumbers, rounds, testSeed } from "../../support/random.ts";

const rules: RowRules = { by: "id", native: false, unsetToken: "#N/A", unlisted: false };
const options = {
  rules,
  provider: providers.commet,
  flags: () => ({ edits: [], replaceMetadata: false }),
};

const rawRow = (row: number, document: object, line = row): RawRow => ({
  row,
  raw: JSON.stringify(document),
  location: { name: "rows.ndjson", line, column: 1 },
});

/** Every time anew. */
const anew: Prepare = (raw) => rowPreparer(options)(raw);

/** The row, and how often it was read. */
function counted(row: RawRow): { readonly raw: RawRow; readonly reads: () => number } {
  let reads = 0;
  const raw = Object.defineProperty({ ...row }, "complaints", {
    get: () => {
      reads += 1;
    },
  });
  return { raw, reads: () => reads };
}

describe("a row that is prepared again", () => {
  const row = rawRow(1, { id: "cus_1", name: "A" });

  test("is what it was, and not read, where it still stands there as it did", () => {
    const prepare = rowPreparer(options);
    prepare(row);
    const { raw, reads } = counted(row);
    const prepared = prepare(raw);
    expect(reads()).toBe(0);
    expect(prepared).toEqual(anew(row));
    // To say where something stands it is read, once.
    expect(reads()).toBe(1);
  });

  test.each([
    ["says something else", rawRow(1, { id: "cus_1", name: "B" })],
    ["stands in another line", rawRow(1, { id: "cus_1", name: "A" }, 2)],
    ["is another one of the same text", rawRow(2, { id: "cus_1", name: "A" })],
  ])("is prepared anew where it %s", (_what, other) => {
    const prepare = rowPreparer(options);
    prepare(row);
    const { raw, reads } = counted(other);
    const prepared = prepare(raw);
    expect(reads()).toBe(1);
    expect(prepared).toEqual(anew(other));
  });

  test.each([
    ["rows", { rows: 1, characters: 1000 }],
    ["characters", { rows: 10, characters: row.raw.length + 1 }],
  ])("is prepared anew where no more %s are kept", (_what, most) => {
    const prepare = rowPreparer(options, most);
    prepare(row);
    const second = rawRow(2, { id: "cus_2", name: "A" });
    prepare(second);
    const [first, again] = [counted(row), counted(second)];
    prepare(first.raw);
    expect(prepare(again.raw)).toEqual(anew(second));
    expect([first.reads(), again.reads()]).toEqual([0, 1]);
  });
});

test("whatever rows come, and however often, each is as if it was prepared anew", () => {
  const random = randomNumbers(testSeed);
  const oneOf = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
  const prepare = rowPreparer(options, { rows: 4, characters: 400 });
  for (let round = 0; round < rounds(500); round += 1) {
    const document = {
      ...oneOf([{ id: "cus_1" }, { id: "cus_2" }, { externalId: "a-1" }, {}]),
      ...oneOf([{ name: "A" }, { name: null }, { email: "x" }, { metadata: { tier: "gold" } }, {}]),
      ...oneOf([
        {},
        { taxDocument: 'a"b' },
        { metadata: { a: [1, null, { b: "\u00eb" }], n: -1.5 } },
      ]),
    };
    const raw = rawRow(oneOf([1, 2, 3, 4, 5, 6]), document, oneOf([1, 2]));
    const about = { seed: testSeed, round, raw };
    expect({ about, prepared: prepare(raw) }).toEqual({ about, prepared: anew(raw) });
  }
});
