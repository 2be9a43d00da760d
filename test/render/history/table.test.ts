import { stripVTControlCharacters } from "node:util";

import { beforeAll, describe, expect, test } from "vitest";

import type { RecordedChange } from "../../../src/domain/run/recorded-change.ts";
import { historyEntries } from "../../../src/render/history/entries.ts";
import { earlierLines, historyTable } from "../../../src/render/history/table.ts";
import { prepareMeasuring } from "../../../src/render/text/measure.ts";
import { createStyle } from "../../../src/render/text/style.ts";
import { recordOf } from "../history.ts";
import { move, rename, untitle } from "../outcomes.ts";
import { runOf } from "../runs.ts";

const view = { now: Date.parse("2026-11-03T12:00:00.000Z"), timeZone: "Europe/Oslo" };

beforeAll(() => prepareMeasuring("é"));

function draw(changes: readonly RecordedChange[], columns: number, colour = false): string {
  const entries = changes.map((change) => ({ type: "change", change }) as const);
  return historyTable(entries, createStyle({ colour, columns }), view);
}

const first = "01K8ZJ3QDG4T7N2M9XV5R1B6CA";
const third = "01K95A7E1H0J8W3C6P2Q4Z9D5F";
const three = [
  recordOf({ changes: [rename, move, untitle], undoneBy: third }),
  recordOf({
    changeId: "01K9268V4N5Y1S7K3M0T8G2XHB",
    at: "2026-11-02T23:30:00.000Z",
    provider: "kirim",
    id: "cus_7H2KX0M4QW",
    name: "",
    outcome: "failed",
  }),
  recordOf({ changeId: third, at: "2026-11-03T08:15:00.000Z", undoes: first, changes: [rename] }),
];

describe("the history", () => {
  test("is a table on a wide terminal, in the order given", () => {
    expect(draw(three, 170)).toBe(
      `\
    WHEN               CHANGE                       PROVIDER   CUSTOMER                                      OUTCOME   FIELDS
  - 2026-11-01 14:02   01K8ZJ3QDG4T7N2M9XV5R1B6CA   vayu       65f0c1a2b3d4e5f60718293a Northwind Robotics   updated   name, address.city (+1)
      undone by 01K95A7E1H0J8W3C6P2Q4Z9D5F
  x 2026-11-03 00:30   01K9268V4N5Y1S7K3M0T8G2XHB   kirim      cus_7H2KX0M4QW                                failed    name
    2026-11-03 09:15   01K95A7E1H0J8W3C6P2Q4Z9D5F   vayu       65f0c1a2b3d4e5f60718293a Northwind Robotics   updated   name
      undo of 01K8ZJ3QDG4T7N2M9XV5R1B6CA
`,
    );
  });

  test("never breaks the id of a change in a table", () => {
    const fields = [rename, move].map((change) => ({
      ...change,
      field: `metadata.${"k".repeat(50)}`,
    }));
    const text = draw([...three, recordOf({ changes: fields, provider: "flexprice" })], 130);
    for (const { changeId: change } of three) expect(text).toContain(change);
    expect(text).toContain("WHEN");
  });

  test("is a stack where a table has no room", () => {
    expect(draw(three.slice(0, 2), 80)).toBe(
      `\
  - 01K8ZJ3QDG4T7N2M9XV5R1B6CA  2026-11-01 14:02  updated
      vayu · 65f0c1a2b3d4e5f60718293a Northwind Robotics
      name, address.city (+1)
      undone by 01K95A7E1H0J8W3C6P2Q4Z9D5F
  x 01K9268V4N5Y1S7K3M0T8G2XHB  2026-11-03 00:30  failed
      kirim · cus_7H2KX0M4QW
      name
`,
    );
  });

  test("keeps to the narrowest terminal", () => {
    expect(draw([recordOf({ name: "" })], 36)).toBe(
      `\
    01K8ZJ3QDG4T7N2M9XV5R1B6CA
      2026-11-01 14:02 updated
      vayu ·
      65f0c1a2b3d4e5f60718293a
      name
`,
    );
  });

  test("says that there is nothing", () => {
    expect(draw([], 80)).toBe("no changes\n");
  });

  test("says the same with colour as without", () => {
    expect(draw(three, 80, true)).not.toBe(draw(three, 80));
    for (const columns of [80, 160]) {
      expect(stripVTControlCharacters(draw(three, columns, true))).toBe(draw(three, columns));
    }
  });
});

describe("runs", () => {
  const runs = [
    runOf(
      { run: "01K90000000000000000000000", at: "2026-11-02T10:00:00.000Z" },
      { end: "finished" },
    ),
    runOf(
      {
        run: "01K99999999999999999999999",
        at: "2026-11-03T13:02:10.000Z",
        command: "undo",
        undoes: "01K90000000000000000000000",
      },
      { end: "interrupted", counts: { updated: 9, unknown: 1 } },
    ),
  ];
  const both = (columns: number) =>
    historyTable(historyEntries(three, runs), createStyle({ colour: false, columns }), view);

  test("stand among the changes, the newest first", () => {
    expect(both(170)).toBe(
      `\
    WHEN               CHANGE                       PROVIDER   CUSTOMER                                      OUTCOME       FIELDS
  ? 2026-11-03 14:02   01K99999999999999999999999   commet     undo customers.csv, 1,204 rows                interrupted   9 updated, 1 unknown
      undo of 01K90000000000000000000000
      not finished: billing customers update --resume 01K99999999999999999999999
    2026-11-03 09:15   01K95A7E1H0J8W3C6P2Q4Z9D5F   vayu       65f0c1a2b3d4e5f60718293a Northwind Robotics   updated       name
      undo of 01K8ZJ3QDG4T7N2M9XV5R1B6CA
  x 2026-11-03 00:30   01K9268V4N5Y1S7K3M0T8G2XHB   kirim      cus_7H2KX0M4QW                                failed        name
  x 2026-11-02 11:00   01K90000000000000000000000   commet     update customers.csv, 1,204 rows              finished      1,200 updated, 4 failed
  - 2026-11-01 14:02   01K8ZJ3QDG4T7N2M9XV5R1B6CA   vayu       65f0c1a2b3d4e5f60718293a Northwind Robotics   updated       name, address.city (+1)
      undone by 01K95A7E1H0J8W3C6P2Q4Z9D5F
`,
    );
  });

  test("are stacked where a table has no room", () => {
    const text = both(80);
    expect(text).toContain(`\
  x 01K90000000000000000000000  2026-11-02 11:00  finished
      commet · update customers.csv, 1,204 rows
      1,200 updated, 4 failed
  - 01K8ZJ3QDG4T7N2M9XV5R1B6CA`);
    expect(text).toContain(`\
  ? 01K99999999999999999999999  2026-11-03 14:02  interrupted
      commet · undo customers.csv, 1,204 rows
      9 updated, 1 unknown
      undo of 01K90000000000000000000000
      not finished: billing customers update --resume 01K99999999999999999999999
`);
  });

  test("never break the id of a run or a change in a table", () => {
    const accounts = ["commet", "maple"].map((provider) => ({
      provider,
      baseUrl: "https://x.example",
      account: "a",
    }));
    const input = { ...runOf({}).header.input, name: "n".repeat(100) };
    const wide = runOf({ accounts, input }, { end: "interrupted" });
    for (const columns of [130, 139, 140]) {
      const text = historyTable(
        historyEntries(three, [wide]),
        createStyle({ colour: false, columns }),
        view,
      );
      for (const id of [...three.map(({ changeId: change }) => change), wide.header.run]) {
        expect(text).toContain(id);
      }
      expect(text.includes("WHEN")).toBe(columns === 140);
    }
  });

  test("are nothing where there are none", () => {
    const style = createStyle({ colour: false, columns: 170 });
    expect(historyTable(historyEntries(three, []), style, view)).toBe(
      draw(three.toReversed(), 170),
    );
    expect(historyTable(historyEntries([], []), style, view)).toBe("no changes\n");
  });
});

test("earlier changes that are not shown are counted, in lines that fit", () => {
  const lines = (earlier: number, columns: number) =>
    earlierLines(earlier, createStyle({ colour: false, columns, unicode: false }));
  expect(lines(0, 80)).toBe("");
  expect(lines(1, 80)).toMatch(/^ {2}\S+ and 1 earlier change; all of them: -o ndjson\n$/u);
  for (const line of lines(1_204_000, 24).split("\n")) expect(line.length).toBeLessThanOrEqual(24);
});
