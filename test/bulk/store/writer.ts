/** A program of its own that records rows: `writer.ts <run's directory> <name> <rows> <at a time>`; says what is on the disk. */
import { openRunJournal } from "../../../src/bulk/store/journal.ts";
import { intentOf } from "../../journal/records.ts";
import { host, rowOf } from "./support.ts";

const [dir = "", title = "", rows = "0", width = "1"] = process.argv.slice(2);
const journal = await openRunJournal({ dir, host, tool: "0.1.0" });
const fields = [{ field: "metadata", after: { long: "x".repeat(20_000) } }];
let next = 1;
await Promise.all(
  Array.from({ length: Number(width) }, async () => {
    while (next <= Number(rows)) {
      const row = next;
      next += 1;
      if (row % 5 === 0) {
        await journal.row(rowOf({ row }));
        continue;
      }
      const forRow = journal.forRow(row);
      const change = forRow.newChange();
      await forRow.intent(intentOf({ changeId: change, name: title, fields }));
      process.stdout.write(`${change} ${row}\n`);
      await forRow.result({ changeId: change, outcome: "updated", fields: [] });
    }
  }),
);
