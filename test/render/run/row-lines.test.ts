import { expect, test } from "vitest";

import { rowLines } from "../../../src/render/run/row-lines.ts";
import { rename } from "../outcomes.ts";
import { rowOf } from "../runs.ts";

test("the first line names the row and its customer, and what was stored instead is said", () => {
  const changes = [{ ...rename, stored: { value: "NORTHWIND" } }, rename];
  expect(rowLines(rowOf({ row: 1204, changes }), 9999)).toBe(`\
| \`~\` | 1,204 | \`commet cus_7Qm2rT\` | \`name\` | \`Northwind Robotics\` | \`Northwind Robotics AG\` | stored: \`NORTHWIND\` |
| \`~\` |  |  | \`name\` | \`Northwind Robotics\` | \`Northwind Robotics AG\` |  |
`);
});

test("a row that was declined or left as it is says so", () => {
  expect(rowLines(rowOf({ outcome: "unchanged", changes: [] }), 9999)).toContain(
    "| `=` | 1 | `commet cus_7Qm2rT` |  |  |  | unchanged |",
  );
  expect(rowLines(rowOf({ outcome: "declined" }), 9999)).toMatch(/ declined \|\n\| `~` /u);
});

test("what is too long leaves one whole line, without its customer if need be", () => {
  const changes = Array.from({ length: 60_000 }, () => rename);
  expect(rowLines(rowOf({ changes }), 1024)).toBe(
    "| `…` | 1 | `commet cus_7Qm2rT` |  |  |  | updated, 60,000 changes, too long to be shown |\n",
  );
  expect(rowLines(rowOf({ id: "x".repeat(5000) }), 1024)).toBe(
    "| `…` | 1 |  |  |  |  | updated, 1 change, too long to be shown |\n",
  );
});
