import { expect, test } from "vitest";

import { markdownTable } from "../../../src/render/change/markdown.ts";
import { outcomeOf, rename, untitle } from "../outcomes.ts";

test("an outcome is a table for a pull request", () => {
  const outcome = outcomeOf({
    changes: [rename, { ...untitle, destructive: "clears a value" }],
    warnings: [{ code: "deprecated", message: "use `taxIds`, @ida" }],
    outcome: "planned",
  });
  expect(markdownTable(outcome)).toBe(`\
**\`vayu\` · \`65f0c1a2b3d4e5f60718293a\` · \`Northwind Robotics\`**

|  | Field | Before | After |  |
| --- | --- | --- | --- | --- |
| \`~\` | \`name\` | \`Northwind Robotics\` | \`Northwind Robotics AG\` |  |
| \`-\` | \`contacts[ida@f.no].title\` | \`AP\` | \`(unset)\` | \`! clears a value\` |

- \`deprecated\`: \`\`use \`taxIds\`, @ida\`\`

planned · nothing was sent
`);
});

test("a bar or a backtick does not end its cell", () => {
  const outcome = outcomeOf({ changes: [{ ...rename, before: "a|b", after: "`c`" }] });
  expect(markdownTable(outcome)).toContain("| `a\\|b` | `` `c` `` |");
});

test("what was left alone and what was stored instead have their places", () => {
  const outcome = outcomeOf({
    changes: [{ ...rename, stored: { value: "N" } }],
    unchanged: [{ field: "email", value: "a@f.no" }],
  });
  const text = markdownTable(outcome, { showUnchanged: true });
  expect(text).toContain("| `Northwind Robotics AG` | `N` |  |");
  expect(text).toContain("|  | `email` | `a@f.no` | `(unchanged)` |  |  |");
});

test("what was written names the command that takes it back, and nothing else does", () => {
  const undo = "billing undo 01M8 --emulator";
  const written = markdownTable(outcomeOf({ changes: [rename] }), { undo });
  expect(written).toMatch(/^updated · .*\n\n- undo with: `billing undo 01M8 --emulator`\n$/mu);
  expect(
    markdownTable(outcomeOf({ changes: [rename], outcome: "failed" }), { undo }),
  ).not.toContain(undo);
  expect(markdownTable(outcomeOf({ changes: [rename] }))).not.toContain("undo");
});
