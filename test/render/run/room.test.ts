import { expect, test } from "vitest";

import { chosenField } from "../../../src/domain/field/chosen-fields.ts";
import { notShown } from "../../../src/render/run/room.ts";
import { runRowsOf } from "../../../src/render/run/views.ts";
import { renderList } from "../../../src/render/view.ts";
import { look } from "../look.ts";
import { rowOf, runId, summaryOf } from "../runs.ts";

test("where the rows are that are not shown", () => {
  const [one] = notShown(summaryOf([], { files: { results: "/a`|b" } }), 1);
  expect(one).toBe("1 row is not shown here: all rows are in ``/a`\\|b``.");
  expect(notShown(summaryOf([], { end: "declined" }), 1204)).toEqual([
    "1,204 rows are not shown here: `--dry-run` shows them.",
  ]);
  expect(notShown(summaryOf([]), 0)).toEqual([]);
});

test("chosen fields of rows end with a whole line, and with how many have no room", async () => {
  const rows = Array.from({ length: 1000 }, (_value, index) =>
    rowOf({ row: index + 1, id: `cus_${index}` }),
  );
  const fields = ["row", "id"].map(chosenField);
  const list = renderList(runRowsOf(runId, fields), "markdown", look({ maxSize: 4096 }));
  const pieces = rows.map((row) => list.item(row));
  const text = pieces.join("") + (await list.end(summaryOf(rows)));
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(4096);
  const shown = text.match(/^\| `\d+` \| `cus_\d+` \|$/gmu)?.length ?? 0;
  expect(shown).toBeGreaterThan(100);
  expect(text).toMatch(new RegExp(`\\|\\n\\n${1000 - shown} rows are not shown here: `, "u"));
});
