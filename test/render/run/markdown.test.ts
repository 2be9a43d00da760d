import { expect, test } from "vitest";

import type { RowResult } from "../../../src/domain/run/run.ts";
import type { RunSummary } from "../../../src/render/run/facts.ts";
import { keepRows } from "../../../src/render/run/kept-rows.ts";
import { runMarkdown } from "../../../src/render/run/markdown.ts";
import { rename, untitle } from "../outcomes.ts";
import { rowOf, runId, summaryOf } from "../runs.ts";

function drawn(rows: readonly RowResult[], facts: Partial<RunSummary> = {}, size = 65_536): string {
  const kept = keepRows(size);
  for (const row of rows) kept.add(row);
  return runMarkdown(summaryOf(rows, facts), size, kept);
}

test("a run is all its rows for a ticket", () => {
  const rows = [
    rowOf({ row: 1 }),
    rowOf({ row: 2, provider: "maple", changes: [rename, untitle] }),
    rowOf({ row: 3, outcome: "unchanged", changes: [] }),
    rowOf({
      row: 1204,
      outcome: "failed",
      changes: [],
      error: { code: "rejected", exitCode: 5, message: "use `a|b`, @ida" },
    }),
  ];
  const text = drawn(rows.toReversed(), {
    end: "interrupted",
    rows: 10,
    files: { failed: "/f.csv" },
    resume: "billing customers update --resume X",
  });
  expect(text).toBe(`\
**\`run ${runId}\` · \`customers.csv\` · \`4 of 10 rows in 2 s (2/s)\`**

| Provider | updated | unchanged | failed |
| --- | ---: | ---: | ---: |
| \`commet\` | 1 | 1 | 1 |
| \`maple\` | 1 | 0 | 0 |
| \`(all)\` | 2 | 1 | 1 |

\`~ name 2\` · \`- contacts 1\`

Failed:

|  | Row | Customer | Field | Before | After |  |
| --- | ---: | --- | --- | --- | --- | --- |
| \`x\` | 1,204 | \`commet cus_7Qm2rT\` |  |  |  | \`\`rejected: use \`a\\|b\`, @ida\`\` |

Changed:

|  | Row | Customer | Field | Before | After |  |
| --- | ---: | --- | --- | --- | --- | --- |
| \`~\` | 1 | \`commet cus_7Qm2rT\` | \`name\` | \`Northwind Robotics\` | \`Northwind Robotics AG\` |  |
| \`~\` | 2 | \`maple cus_7Qm2rT\` | \`name\` | \`Northwind Robotics\` | \`Northwind Robotics AG\` |  |
| \`-\` |  |  | \`contacts[ida@f.no].title\` | \`AP\` | \`(unset)\` |  |

Unchanged:

|  | Row | Customer | Field | Before | After |  |
| --- | ---: | --- | --- | --- | --- | --- |
| \`=\` | 3 | \`commet cus_7Qm2rT\` |  |  |  | unchanged |

interrupted · 6 rows left

- failed rows, ready to run again: \`/f.csv\`
- resume with: \`billing customers update --resume X\`
`);
});

test("a dry run shows first what is to be confirmed", () => {
  const changes = [rename, { ...untitle, destructive: "removes data" }];
  const rows = [
    rowOf({ outcome: "planned" }),
    rowOf({ row: 2, outcome: "planned", changes, mayBeLost: ["notes"] }),
  ];
  expect(drawn(rows, { end: "planned" })).toContain(`\
1 row to be confirmed:

|  | Row | Customer | Field | Before | After |  |
| --- | ---: | --- | --- | --- | --- | --- |
| \`~\` | 2 | \`commet cus_7Qm2rT\` | \`name\` | \`Northwind Robotics\` | \`Northwind Robotics AG\` |  |
| \`-\` |  |  | \`contacts[ida@f.no].title\` | \`AP\` | \`(unset)\` | \`! removes data\` |
| \`!\` |  |  |  |  |  | \`may be lost: notes (not known to this version)\` |

To be changed:

|  | Row | Customer | Field | Before | After |  |
| --- | ---: | --- | --- | --- | --- | --- |
| \`~\` | 1 | \`commet cus_7Qm2rT\` | \`name\` | \`Northwind Robotics\` | \`Northwind Robotics AG\` |  |

planned · nothing was sent
`);
});

test("the first row of each kind of warning has a line", () => {
  const warnings = [{ code: "type_changed", message: "seats becomes `text`" }];
  expect(drawn([rowOf({ warnings }), rowOf({ row: 2, warnings })])).toContain(
    "- ! `row 1 commet cus_7Qm2rT`: ``type_changed: seats becomes `text` (and 1 more row)``",
  );
});

const many = Array.from({ length: 30 }, (_value, index) =>
  rowOf({ row: index + 1, id: `cus_${index + 1}`, outcome: "planned" }),
);

test("all of 30 rows are shown, and of thousands as many as have room", () => {
  const text = drawn(many, { end: "planned" });
  for (const { id } of many) expect(text).toContain(`\`commet ${id}\``);
  expect(text).not.toContain("not shown");

  const thousands = Array.from({ length: 4000 }, (_value, index) => rowOf({ row: index + 1 }));
  const written = drawn(thousands, { files: { results: "/r.ndjson" } });
  expect(Buffer.byteLength(written)).toBeLessThanOrEqual(65_536);
  expect(Buffer.byteLength(written)).toBeGreaterThan(65_000);
  const shown = written.match(/^\| `~`/gmu)?.length ?? 0;
  expect(written).toContain(
    `${(4000 - shown).toLocaleString("en")} rows are not shown here: all rows are in \`/r.ndjson\`.`,
  );
  expect(drawn(thousands, { end: "planned", files: {} })).toContain(
    "rows are not shown here: `--results <path>` writes all rows to a file, and `--max-size <bytes>` makes room for more.",
  );
});

test("every size is kept to, and no line is cut", () => {
  const rows = [
    ...many,
    rowOf({ row: 31, id: "é".repeat(3000) }),
    rowOf({ row: 32, changes: Array.from({ length: 900 }, () => rename) }),
  ];
  const whole = new Set(drawn(rows, { end: "planned" }, 4_000_000).split("\n"));
  for (let size = 4096; size < 12_000; size += 97) {
    const text = drawn(rows, { end: "planned" }, size);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(size);
    const fresh = text.split("\n").filter((line) => !whole.has(line));
    expect(fresh.filter((line) => !/not shown here|too long to be shown/u.test(line))).toEqual([]);
  }
  expect(drawn(rows, { end: "planned" })).toContain(
    "| planned, 900 changes".replace("planned", "updated"),
  );
});

test("texts that leave no room are left out as a whole", () => {
  const long = "/".repeat(5000);
  const text = drawn(many, { end: "planned", files: { results: long }, input: long }, 4096);
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(4096);
  expect(text).toContain("commet cus_1`");
  expect(text).toContain("planned · nothing was sent");
});
