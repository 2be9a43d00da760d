import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";

import type { Drift } from "../../../src/domain/documents/drift.ts";
import { driftView } from "../../../src/render/drift/views.ts";
import { createPersonal } from "../../../src/render/mask/personal.ts";
import { type OutputFormat, render } from "../../../src/render/view.ts";
import { customerNamed } from "../drifts.ts";
import { look } from "../look.ts";

const drift: Drift = {
  outcome: "differs",
  customers: [customerNamed("maple 1"), customerNamed("maple 2", { account: { mode: "live" } })],
  fields: [
    {
      field: "email",
      verdict: "differs",
      values: [
        { state: "value", value: "ida@fjord.example", group: 1 },
        { state: "value", value: "=ivar@fjord.example", group: 2 },
      ],
    },
    {
      field: "phone",
      verdict: "same",
      values: [
        { state: "value", value: null, group: 1 },
        { state: "absent", group: 1 },
      ],
    },
  ],
};
const view = driftView({ showUnchanged: false });
const printed = (format: OutputFormat, mask = false) =>
  render(view, format, drift, look(mask ? { mask: createPersonal() } : {}));

test("documents hold every field, masked or not", async () => {
  expect(JSON.parse(await printed("json", true))).toEqual(drift);
  expect(JSON.parse(await printed("ndjson"))).toEqual(drift);
});

test("CSV has a record for each field, which no spreadsheet carries out", async () => {
  expect(parse(await printed("csv"))).toEqual([
    ["field", "verdict", "maple 1", "maple 2"],
    ["email", "differs", "ida@fjord.example", "'=ivar@fjord.example"],
    ["phone", "same", "", ""],
  ]);
});

test("Markdown is a table, and masked where that is wanted", async () => {
  expect(await printed("markdown", true)).toBe(`- **\`maple 1\` · \`cus_1\` · \`…\`**
- **\`maple 2\` · \`cus_1\` · \`…\`** · **live**

| Field | \`maple 1\` | \`maple 2\` |  |
| --- | --- | --- | --- |
| \`email\` | \`i…@fjord.example\` | \`=…@fjord.example\` | differs |

- 1 field the same

differs · 1 of 2 fields
`);
});
