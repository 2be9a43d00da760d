import { expect, test } from "vitest";

import { runMarkdown } from "../../../src/render/run/markdown.ts";
import { rename, untitle } from "../outcomes.ts";
import { rowOf, runId, summaryOf } from "../runs.ts";

test("a run is a table for a ticket", () => {
  const rows = [
    rowOf({ row: 1 }),
    rowOf({ row: 2, provider: "maple" }),
    rowOf({
      row: 1204,
      outcome: "failed",
      error: { code: "rejected", exitCode: 5, message: "use `a|b`, @ida" },
    }),
  ];
  const text = runMarkdown(
    summaryOf(rows, {
      end: "interrupted",
      rows: 10,
      files: { failed: "/f.csv" },
      resume: "billing customers update --resume X",
    }),
  );
  expect(text).toBe(`\
**\`run ${runId}\` · \`customers.csv\` · \`3 of 10 rows in 2 s (1.5/s)\`**

| Provider | updated | failed |
| --- | ---: | ---: |
| \`commet\` | 1 | 1 |
| \`maple\` | 1 | 0 |
| \`(all)\` | 2 | 1 |

\`~ name 2\`

First failures:

|  | Row | Customer |  |
| --- | ---: | --- | --- |
| \`x\` | 1,204 | \`commet cus_7Qm2rT\` | \`\`rejected: use \`a\\|b\`, @ida\`\` |

interrupted · 7 rows left

- failed rows, ready to run again: \`/f.csv\`
- resume with: \`billing customers update --resume X\`
`);
});

test("a dry run shows what is to be confirmed, and some rows as they would be changed", () => {
  const changes = [rename, { ...untitle, destructive: "removes data" }];
  const text = runMarkdown(summaryOf([rowOf({ outcome: "planned", changes })], { end: "planned" }));
  expect(text).toContain(`\
1 row to be confirmed:

|  | Row | Customer |  |
| --- | ---: | --- | --- |
| \`!\` | 1 | \`commet cus_7Qm2rT\` | \`contacts[ida@f.no].title: removes data\` |

Row 1: \`commet cus_7Qm2rT\`

|  | Field | Before | After |
| --- | --- | --- | --- |
| \`~\` | \`name\` | \`Northwind Robotics\` | \`Northwind Robotics AG\` |
| \`-\` | \`contacts[ida@f.no].title\` | \`AP\` | \`(unset)\` |

planned · nothing was sent
`);
});
