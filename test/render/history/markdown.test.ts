import { expect, test } from "vitest";

import { historyEntries } from "../../../src/render/history/entries.ts";
import {
  changeMarkdown,
  earlierMarkdown,
  historyMarkdown,
  runRecordMarkdown,
} from "../../../src/render/history/markdown.ts";
import { createStyle } from "../../../src/render/text/style.ts";
import { recordOf } from "../history.ts";
import { runOf } from "../runs.ts";

const style = createStyle({ colour: false, columns: undefined });
const view = { now: Date.parse("2026-11-03T12:00:00.000Z"), timeZone: "Europe/Oslo" };

test("changes and runs are rows of one table", () => {
  const failed = recordOf({ outcome: "failed", undoes: "01K9268V4N5Y1S7K3M0T8G2XHB" });
  expect(historyMarkdown(historyEntries([failed], [runOf({})]), style, view)).toBe(
    [
      "|  | When | Change | Provider | Customer | Outcome | Fields |  |",
      "| --- | --- | --- | --- | --- | --- | --- | --- |",
      "| `x` | `2026-11-02 14:02` | `01M8ZJ3QDG4T7N2M9XV5R1B6CA` | `commet` | `update customers.csv, 1,204 rows` | `no end` | `1,200 updated, 4 failed` | `not finished: billing customers update --resume 01M8ZJ3QDG4T7N2M9XV5R1B6CA` |",
      "| `x` | `2026-11-01 14:02` | `01K8ZJ3QDG4T7N2M9XV5R1B6CA` | `vayu` | `65f0c1a2b3d4e5f60718293a Northwind Robotics` | `failed` | `name` | `undo of 01K9268V4N5Y1S7K3M0T8G2XHB` |",
      "",
    ].join("\n"),
  );
});

test("nothing is said to be nothing", () => {
  expect(historyMarkdown([], style, view)).toBe("no changes\n");
  expect(earlierMarkdown(0)).toBe("");
  expect(earlierMarkdown(1200)).toBe("\nand 1,200 earlier changes; all of them: `-o ndjson`\n");
});

test("a change has its table, and its facts as a list", () => {
  const drawn = changeMarkdown(recordOf({ note: "a|b" }), style, view);
  expect(drawn.split("\n").slice(0, 6)).toEqual([
    "**`vayu` · `65f0c1a2b3d4e5f60718293a` · `Northwind Robotics`**: 1 change",
    "",
    "|  | Field | Before | After |  |",
    "| --- | --- | --- | --- | --- |",
    "| `~` | `name` | `Northwind Robotics` | `Northwind Robotics AG` |  |",
    "",
  ]);
  expect(drawn).toContain("- outcome: `updated`\n");
  expect(drawn).toContain(String.raw`- note: ${"`"}a\|b${"`"}`);
});

test("a run has its facts; one that goes on with another stands below it", () => {
  const drawn = runRecordMarkdown(runOf({}), style, view);
  expect(drawn).toMatch(/^\*\*`update customers\.csv, 1,204 rows`\*\*\n\n- run: /u);
  expect(drawn).toContain("- input: `/home/ida/customers.csv`\n  - `csv, 81,204 bytes`\n");
});
