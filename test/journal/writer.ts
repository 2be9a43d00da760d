/** A program of its own that records changes: `writer.ts <state directory> <name> <count> <characters of a value>`. */
import { intentOf } from "./records.ts";
import { journalIn } from "./support.ts";

const [stateDir = "", name = "", count = "0", size = "0"] = process.argv.slice(2);
const journal = journalIn(stateDir);
const fields = [{ field: "metadata", after: { long: "x".repeat(Number(size)) } }];
for (let index = 0; index < Number(count); index += 1) {
  const change = journal.newChange();
  await journal.intent(intentOf({ changeId: change, name: `${name} ${index}`, fields }));
  process.stdout.write(`${change}\n`);
}
